import { el } from "../dom.js";

/**
 * Lets the citizen choose photos.
 * @param {{camera?: boolean}} [options] `camera`: on a phone, take one now
 * @returns {Promise<File[]>} none where the citizen gives up
 */
export function pickPhotos({ camera = false } = {}) {
  return new Promise((resolve) => {
    const input = el("input", {
      type: "file", accept: "image/jpeg,image/png,image/gif,image/webp",
      multiple: !camera, capture: camera && "environment",
      on: { change: () => resolve([...input.files]), cancel: () => resolve([]) },
    });
    input.click();
  });
}
