import { el } from "../dom.js";
import { ask } from "./modal.js";

/**
 * Shows a picture as large as the window.
 * @param {string} url an address that safeMedia has passed
 * @param {string} alt
 * @returns {Promise<null>} when it is closed
 */
export function showPicture(url, alt) {
  return ask({
    title: alt, cancel: "閉じる", body: el("img", { class: "dialog__picture", src: url, alt }),
  });
}
