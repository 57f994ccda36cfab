import { PLACES } from "../data/places.js";
import { el } from "../dom.js";
import { DragMap } from "./map.js";
import { ask } from "./modal.js";

/**
 * Lets the citizen choose a place: from a list, on a map drawn here, or by numbers.
 * @returns {Promise<{latitude: number, longitude: number, title?: string, address?: string}|null>}
 */
export function pickLocation() {
  const latitude = degrees("緯度", 90);
  const longitude = degrees("経度", 180);
  const title = el("input", { class: "dialog__input", maxlength: "100" });
  const address = el("input", { class: "dialog__input", maxlength: "100" });
  const fields = { latitude, longitude, title, address };
  const map = new DragMap(PLACES[0], PLACES, (spot) => fill(fields, spot));
  const choose = (place) => { fill(fields, place); map.show(place); };
  const typed = () => { if (latitude.value && longitude.value) map.show(read(fields)); };
  latitude.addEventListener("input", typed);
  longitude.addEventListener("input", typed);
  choose(PLACES[0]);
  const body = [
    presets(choose), map.node,
    el("div", { class: "dialog__pair" }, labelled("緯度", latitude), labelled("経度", longitude)),
    labelled("名前(なくてもかまいません)", title), labelled("住所(なくてもかまいません)", address),
  ];
  return ask({ title: "位置情報を送る", body, ok: "この位置を送る", value: () => read(fields) });
}

function degrees(label, limit) {
  return el("input", { type: "number", class: "dialog__input", required: true, step: "any",
    min: -limit, max: limit, "aria-label": label });
}

function presets(choose) {
  return el("div", { class: "chips", role: "group", "aria-label": "よく使う場所" },
    PLACES.map((place) => el("button", {
      type: "button", class: "chip", on: { click: () => choose(place) },
    }, place.title)));
}

function labelled(words, input) {
  return el("label", { class: "dialog__label" }, words, input);
}

// A spot found by dragging has no name and no address any more.
function fill(fields, { latitude, longitude, title = "", address = "" }) {
  fields.latitude.value = latitude.toFixed(6);
  fields.longitude.value = longitude.toFixed(6);
  fields.title.value = title;
  fields.address.value = address;
}

function read({ latitude, longitude, title, address }) {
  return {
    latitude: Number(latitude.value),
    longitude: Number(longitude.value),
    ...(title.value && { title: title.value }),
    ...(address.value && { address: address.value }),
  };
}
