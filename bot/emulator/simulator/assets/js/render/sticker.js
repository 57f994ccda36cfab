import { STICKERS } from "../data/stickers.js";
import { el } from "../dom.js";

/**
 * A sticker. LINE's pictures live on its servers, so a known one is played by an emoji of the same
 * mood and any other by a card with its numbers.
 * @param {{packageId: string, stickerId: string, text?: string, keywords?: string[]}} message
 * @returns {HTMLElement}
 */
export function renderSticker(message) {
  const known = STICKERS.find((sticker) => sticker.stickerId === message.stickerId
    && sticker.packageId === message.packageId);
  const numbers = `${message.packageId}/${message.stickerId}`;
  const name = `スタンプ:${known?.name ?? message.text ?? message.keywords?.[0] ?? numbers}`;
  return el("div", { class: "msg-sticker", role: "img", "aria-label": name, title: numbers },
    known ? el("span", { class: "msg-sticker__face" }, known.emoji)
      : el("span", { class: "msg-sticker__card" }, "スタンプ", el("small", {}, numbers)));
}
