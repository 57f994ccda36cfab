// What the form can do beyond sending: place by GPS and map, a draft on this device, LINE's word for who it is.
// Without this script the form works all the same.
"use strict";

(() => {
  const KEY = "madoguchi-roads-report";
  // Contacts are not kept on the device: it may be somebody else's.
  const KEPT = ["kind", "place", "latitude", "longitude", "words"];
  const DAYS = 7;
  const find = (id) => document.getElementById(id);

  const store = {
    read() {
      try {
        const found = JSON.parse(localStorage.getItem(KEY));
        return found && Date.now() - found.at < DAYS * 86400000 ? found.values : null;
      } catch { return null; }
    },
    write(values) {
      try { localStorage.setItem(KEY, JSON.stringify({ at: Date.now(), values })); } catch { /* a private window */ }
    },
    clear() {
      try { localStorage.removeItem(KEY); } catch { /* a private window */ }
    },
  };

  if (document.querySelector("[data-sent]")) store.clear();

  // Nobody sends twice by pressing twice.
  for (const form of document.querySelectorAll("form[method=post]")) {
    form.addEventListener("submit", () => setTimeout(() => {
      for (const button of form.querySelectorAll("button:not([type])")) button.disabled = true;
    }));
  }
  addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("button[disabled]")) button.disabled = false;
  });

  const form = find("report");
  if (!form) return;
  for (const element of document.querySelectorAll(".script-only")) element.hidden = false;

  const values = () => {
    const data = new FormData(form);
    return Object.fromEntries(KEPT.map((name) => [name, data.get(name) || ""]));
  };

  const restore = (saved) => {
    for (const [name, value] of Object.entries(saved)) {
      const field = form.elements[name];
      if (!field || !value) continue;
      field.value = value;
      if (field.dispatchEvent) field.dispatchEvent(new Event("change"));
    }
    find("restored").hidden = false;
  };

  const saved = store.read();
  if (saved && Object.values(saved).some(Boolean) && !Object.values(values()).some(Boolean)) restore(saved);
  form.addEventListener("input", () => store.write(values()));
  form.addEventListener("change", () => store.write(values()));
  find("forget").addEventListener("click", () => { store.clear(); location.reload(); });

  const place = (latitude, longitude) => {
    find("latitude").value = latitude.toFixed(6);
    find("longitude").value = longitude.toFixed(6);
    find("latitude").dispatchEvent(new Event("change", { bubbles: true }));
  };

  find("here").addEventListener("click", () => {
    const told = find("here-told");
    if (!navigator.geolocation) { told.textContent = "この端末では、いまいる場所が分かりません。地図で選んでください。"; return; }
    told.textContent = "場所を調べています…";
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => { place(coords.latitude, coords.longitude); told.textContent = "いまいる場所に印を付けました。ずれていたら、印を動かしてください。"; },
      () => { told.textContent = "いまいる場所が分かりませんでした。地図で選ぶか、町の名前を書いてください。"; },
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 },
    );
  });
  find("unpick").addEventListener("click", () => {
    for (const id of ["latitude", "longitude"]) find(id).value = "";
    find("latitude").dispatchEvent(new Event("change", { bubbles: true }));
  });
  find("photo-spot")?.addEventListener("click", (event) => {
    place(Number(event.target.dataset.latitude), Number(event.target.dataset.longitude));
  });

  const offline = () => { find("offline").hidden = navigator.onLine; };
  addEventListener("online", offline);
  addEventListener("offline", offline);
  form.addEventListener("submit", (event) => {
    store.write(values());
    if (navigator.onLine) return;
    event.preventDefault();
    offline();
    find("offline").scrollIntoView({ block: "center" });
  });

  // Inside LINE: its token says who reports, so that answers come to the talk. The server asks LINE about it.
  if (form.dataset.liff && window.liff) {
    liff.init({ liffId: form.dataset.liff })
      .then(() => { if (liff.isInClient() || liff.isLoggedIn()) form.elements.id_token.value = liff.getIDToken() || ""; })
      .catch(() => { /* outside of LINE it is a form like any other */ });
  }
})();
