import { svg } from "./dom.js";

// Each icon is drawn on a 24 x 24 grid with strokes of the text's colour.
const PATHS = {
  back: "M15 5l-7 7 7 7",
  plus: "M12 4v16M4 12h16",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12l16-8-5 16-3.5-6.5zM11.5 13.5L20 4",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.2a.8.8 0 1 0 .1 0",
  camera: "M4 8h4l1.5-2.5h5L16 8h4v11H4zM12 10.2a3.2 3.2 0 1 0 .1 0",
  pin: "M12 21c4-5 6.5-8 6.5-11a6.5 6.5 0 0 0-13 0c0 3 2.5 6 6.5 11zM12 7.8a2.2 2.2 0 1 0 .1 0",
  smile: "M12 3.5a8.5 8.5 0 1 0 .1 0M8.5 14.5c1.8 2.3 5.2 2.3 7 0M9 9.5v.5M15 9.5v.5",
  block: "M12 3.5a8.5 8.5 0 1 0 .1 0M6 6l12 12",
  follow: "M10 5a3.5 3.5 0 1 0 .1 0M3.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M18.5 8v6M15.5 11h6",
  code: "M9 6l-6 6 6 6M15 6l6 6-6 6",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  menu: "M4 6h16M4 12h16M4 18h16",
  down: "M5 9l7 7 7-7",
  play: "M8 5l11 7-11 7z",
  reset: "M5 12a7 7 0 1 0 2.2-5.1L4.5 9.5M4.5 4.5v5h5",
};

/**
 * A small decorative icon, hidden from screen readers: its button carries the words.
 * @param {keyof typeof PATHS} name
 * @returns {SVGElement}
 */
export function icon(name) {
  const path = svg("path", {
    d: PATHS[name], fill: "none", stroke: "currentColor", "stroke-width": 1.8,
    "stroke-linecap": "round", "stroke-linejoin": "round",
  });
  return svg("svg", { viewBox: "0 0 24 24", class: "icon", "aria-hidden": "true" }, path);
}
