import { el } from "./dom.js";

const NAMES = {
  image: "写真", video: "動画", audio: "音声", location: "位置情報", sticker: "スタンプ",
};

/** @param {Object} message @returns {string} a message in a few words */
export function summaryOf(message) {
  return message.text ?? message.altText ?? message.fileName ?? NAMES[message.type] ?? message.type;
}

/**
 * The quoted message as it stands at the top of the one that answers it.
 * @param {Object} entry of the timeline, the quoted one
 * @param {string} account the account's name
 * @returns {HTMLElement}
 */
export function quotation({ from, message }, account) {
  return el("blockquote", { class: "quoted" },
    el("strong", {}, from === "citizen" ? "自分" : account), el("span", {}, summaryOf(message)));
}
