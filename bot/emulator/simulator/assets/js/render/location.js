import { el, svg } from "../dom.js";

/**
 * A place: a small drawn map with a pin, its name and its address; a tap opens a map service.
 * @param {{title?: string, address?: string, latitude: number, longitude: number}} message
 * @returns {HTMLElement}
 */
export function renderLocation(message) {
  const { latitude, longitude } = message;
  const spot = `${Number(latitude).toFixed(5)}, ${Number(longitude).toFixed(5)}`;
  const query = new URLSearchParams({ mlat: latitude, mlon: longitude });
  return el("a", {
    class: "msg-location", target: "_blank", rel: "noopener noreferrer",
    href: `https://www.openstreetmap.org/?${query}`,
  },
  map(),
  el("span", { class: "msg-location__words" },
    el("strong", {}, message.title || "位置情報"),
    el("span", {}, message.address || spot),
    message.address && el("small", {}, spot)));
}

// A sign for "a map", the same for every place: the simulator fetches no tiles.
function map() {
  const road = (d, width) => svg("path", { d, stroke: "#fff", "stroke-width": width, fill: "none" });
  return svg("svg", { viewBox: "0 0 240 110", class: "msg-location__map", "aria-hidden": "true",
    preserveAspectRatio: "xMidYMid slice" },
  svg("rect", { width: 240, height: 110, fill: "#e9ecdf" }),
  svg("path", { d: "M0 84c60-18 90 16 150 4s70-10 90-6v28H0z", fill: "#b7d6ea" }),
  svg("path", { d: "M24 12h52v34H24z", fill: "#d3e4c0" }),
  road("M0 62L240 38", 7), road("M92 0l22 92", 7), road("M180 0l-12 82", 4), road("M0 24l110-8 130 6", 4),
  svg("path", { d: "M120 74c13-17 20-26 20-36a20 20 0 0 0-40 0c0 10 7 19 20 36z", fill: "#e8453c" }),
  svg("circle", { cx: 120, cy: 38, r: 7.5, fill: "#fff" }));
}
