import { el } from "./dom.js";

const VIA = {
  reply: "返信", push: "プッシュ", multicast: "マルチキャスト", broadcast: "ブロードキャスト",
  narrowcast: "ナローキャスト", webhook: "Webhook",
};

/**
 * What went over the wire for one entry of the timeline: how it came, and its exact JSON.
 * The JSON is spelt out only when somebody opens it.
 * @param {Object} entry
 * @returns {HTMLElement}
 */
export function inspectorOf(entry) {
  const kind = entry.message?.type ?? entry.event?.type ?? "";
  const words = `${VIA[entry.via] ?? entry.via}(${entry.via})・${kind}`;
  const details = el("details", { class: "inspector" }, el("summary", {}, words));
  details.addEventListener("toggle", () => details.append(...spell(entry)), { once: true });
  return details;
}

function spell({ message, event, webhookEventId }) {
  return [
    webhookEventId && el("p", {}, `webhookEventId: ${webhookEventId}`),
    message && json("メッセージ", message),
    event && json("Webhookのイベント", event),
  ].filter(Boolean);
}

function json(title, value) {
  return el("figure", {}, el("figcaption", {}, title),
    el("pre", { tabindex: "0" }, JSON.stringify(value, null, 2)));
}
