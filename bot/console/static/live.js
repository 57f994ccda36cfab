// Shows what is under way: while [data-live] stands on the page, it is fetched again and replaced.
const SECONDS = 3;

async function again() {
  const place = document.querySelector("[data-live]");
  if (!place || document.hidden) return;
  const answer = await fetch(location.href, { headers: { "X-Live": "1" } });
  if (!answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const part = fresh.getElementById(place.id);
  if (part) place.replaceWith(part);
}

setInterval(() => again().catch(() => {}), SECONDS * 1000);
