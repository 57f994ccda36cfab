import { el } from "./dom.js";
import { icon } from "./icons.js";
import { inspectorOf } from "./inspector.js";
import { isWide, renderMessage } from "./render/index.js";
import { clockTime } from "./time.js";

const EVENT_WORDS = {
  follow: ({ follow }) => (follow?.isUnblocked ? "ブロックを解除しました" : "友だちに追加しました"),
  unfollow: () => "ブロックしました",
};

/**
 * One message of the talk with its time, the bot's face and its tools.
 * @param {Object} entry of the timeline, with a message
 * @param {Object} options
 * @param {number} options.at milliseconds
 * @param {string} options.account the account's name
 * @param {boolean} options.head whether the sender changed, so that the bot's face is shown
 * @param {import("./render/index.js").RenderContext} options.context
 * @param {Array<[string, () => void]>} options.tools words and deeds of the message's menu
 * @returns {HTMLElement}
 */
export function messageRow(entry, { at, account, head, context, tools }) {
  const { message } = entry;
  const own = entry.from === "citizen";
  const body = el("div", { class: "row__body" }, renderMessage(message, context),
    el("div", { class: "row__meta" },
      own && el("span", { class: "row__read" }), el("time", {}, clockTime(at))),
    toolMenu(tools));
  const sender = message.sender ?? {};
  return el("div", {
    class: `row row--${own ? "own" : "bot"}${isWide(message) ? " row--wide" : ""}`,
    data: { seq: entry.seq, messageId: message.id ?? "", type: message.type },
  },
  !own && head && face(sender),
  !own && head && el("div", { class: "row__name" }, sender.name ?? account),
  own && el("span", { class: "visually-hidden" }, "自分:"),
  body, inspectorOf(entry));
}

/**
 * A line in the middle of the talk for something that is not a message; events that LINE itself
 * does not show are seen only by those who inspect.
 * @param {Object} entry of the timeline, with an event
 * @returns {HTMLElement}
 */
export function eventRow(entry) {
  const { type } = entry.event;
  const words = EVENT_WORDS[type]?.(entry.event);
  return el("div", { class: `row row--event${words ? "" : " row--hidden"}`, data: { seq: entry.seq, type } },
    words && el("p", { class: "pill" }, words), inspectorOf(entry));
}

/** @param {string} label @returns {HTMLElement} a line between two days */
export function dayRow(label) {
  return el("div", { class: "row row--day" }, el("p", { class: "pill" }, label));
}

function face({ iconUrl }) {
  const own = iconUrl && /^https:/.test(iconUrl);
  return el("div", { class: "row__face", "aria-hidden": "true" },
    own ? el("img", { src: iconUrl, alt: "" }) : icon("smile"));
}

function toolMenu(tools) {
  if (tools.length === 0) return null;
  const menu = el("details", { class: "row__tools" },
    el("summary", { "aria-label": "メッセージの操作" }, icon("more")),
    el("div", { class: "row__menu" }, tools.map(([words, deed]) => el("button", {
      type: "button", on: { click: () => { menu.open = false; deed(); } },
    }, words))));
  menu.addEventListener("focusout", (event) => {
    if (!menu.contains(event.relatedTarget)) menu.open = false;
  });
  return menu;
}
