import { svg } from "./dom.js";

// Each icon is drawn on a 24 x 24 grid with strokes of the text's colour.
const PATHS = {
  back: "M15 5l-7 7 7 7",
  plus: "M12 4v16M4 12h16",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12l16-8-5 16-3.500-6.500zM11.500 13.500L20 4",
  photo: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.500 9.200a.8.8 0 1 0 .1 0",
  camera: "M4 8h4l1.500-2.500h5L16 8h4v11H4zM12 10.200a3.200 3.200 0 1 0 .1 0",
  pin: "M12 21c4-5 6.500-8 6.500-11a6.500 6.500 0 0 0-13 0c0 3 2.500 6 6.500 11zM12 7.800a2.200 2.200 0 1 0 .1 0",
  smile: "M12 3.500a8.500 8.500 0 1 0 .1 0M8.500 14.500c1.800 2.300 5.200 2.300 7 0M9 9.500v.5M15 9.500v.5",
  block: "M12 3.500a8.500 8.500 0 1 0 .1 0M6 6l12 12",
  follow: "M10 5a3.500 3.500 0 1 0 .1 0M3.500 20c.5-4 3-6 6.500-6s6 2 6.500 6M18.500 8v6M15.500 11h6",
  code: "M9 6l-6 6 6 6M15 6l6 6-6 6",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  menu: "M4 6h16M4 12h16M4 18h16",
  down: "M5 9l7 7 7-7",
  play: "M8 5l11 7-11 7z",
  reset: "M5 12a7 7 0 1 0 2.200-5.100L4.500 9.500M4.500 4.500v5h5",
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
