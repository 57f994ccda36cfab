import { el } from "../dom.js";

/**
 * A message nobody can draw, as its exact JSON: nothing a bot sent is ever dropped.
 * @param {unknown} message
 * @param {string} reason shown above the JSON
 * @returns {HTMLElement}
 */
export function renderUnknown(message, reason) {
  return el("div", { class: "msg-unknown" },
    el("p", {}, reason),
    el("pre", { tabindex: "0" }, JSON.stringify(message, null, 2)));
}
