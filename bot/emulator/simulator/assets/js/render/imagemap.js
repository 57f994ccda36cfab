import { el, style } from "../dom.js";
import { picture } from "./picture.js";
import { tappable } from "./tap.js";

const WIDTH = 1040;

/**
 * A picture with tappable areas.
 * @param {Object} message an imagemap message; its areas are measured in `baseSize`
 * @param {import("./index.js").RenderContext} context
 * @returns {HTMLElement}
 */
export function renderImagemap(message, context) {
  const { width = WIDTH, height = WIDTH } = message.baseSize ?? {};
  const map = el("div", { class: "msg-imagemap", css: { "aspect-ratio": `${width} / ${height}` } },
    picture(`${message.baseUrl}/${WIDTH}`, message.altText ?? ""));
  for (const action of message.actions ?? []) {
    map.append(area(action, { width, height }, context));
  }
  return map;
}

/**
 * An invisible button over part of a picture.
 * @param {Object} bounds x, y, width and height in the picture's own pixels
 * @param {{width: number, height: number}} size the whole picture in the same pixels
 * @param {string} label what a screen reader says
 * @returns {HTMLButtonElement}
 */
export function areaButton(bounds, size, label) {
  const percent = (part, whole) => `${(100 * part) / whole}%`;
  return style(el("button", { class: "area", type: "button", "aria-label": label, title: label }), {
    left: percent(bounds.x, size.width),
    top: percent(bounds.y, size.height),
    width: percent(bounds.width, size.width),
    height: percent(bounds.height, size.height),
  });
}

function area({ area: bounds, linkUri, ...action }, size, context) {
  const full = linkUri === undefined ? action : { ...action, uri: linkUri };
  const label = action.label ?? action.text ?? linkUri ?? action.clipboardText ?? "";
  return tappable(areaButton(bounds, size, label), full, context);
}
