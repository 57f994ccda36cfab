import { el } from "../dom.js";

/**
 * Lets the citizen choose one photo.
 * @param {{camera?: boolean}} [options] `camera`: on a phone, take it now
 * @returns {Promise<File|null>}
 */
export function pickPhoto({ camera = false } = {}) {
  return new Promise((resolve) => {
    const input = el("input", {
      type: "file", accept: "image/jpeg,image/png,image/gif,image/webp",
      capture: camera && "environment",
      on: {
        change: () => resolve(input.files[0] ?? null),
        cancel: () => resolve(null),
      },
    });
    input.click();
  });
}
