import { STICKERS } from "../data/stickers.js";
import { el } from "../dom.js";
import { ask } from "./modal.js";

/** @returns {Promise<{packageId: string, stickerId: string}|null>} */
export function pickSticker() {
  const grid = el("div", { class: "sticker-grid" });
  return ask({
    title: "スタンプ",
    body: grid,
    onReady: (answer) => grid.append(...STICKERS.map((sticker) => choice(sticker, answer))),
  });
}

function choice({ packageId, stickerId, emoji, name }, answer) {
  return el("button", {
    type: "button", class: "sticker-grid__one", "aria-label": name, title: name,
    on: { click: () => answer({ packageId, stickerId }) },
  }, emoji);
}
