import { el } from "../dom.js";
import { safeLink } from "../url.js";

// Japanese runs on without spaces, so a URL ends where its own alphabet ends.
const URL_CHARS = "[\\w\\-.~:/?#@!$&'*+,;=%]";
const LINKS = new RegExp(
  `(?<url>https?://${URL_CHARS}+)|(?<mail>[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+)` +
  "|(?<tel>(?<![\\d-])(?:0\\d{1,4}-\\d{1,4}-\\d{3,4}|1[01]\\d(?=番|へ))(?![\\d-]))", "g");
const TRAILING = /[.,;:!?']+$/;

/**
 * A text message (type text or textV2): line breaks, links, LINE emojis, mentions, a quotation.
 * @param {Object} message
 * @param {import("./index.js").RenderContext} context
 * @returns {HTMLElement}
 */
export function renderText(message, context) {
  const parts = message.type === "textV2" ? substituted(message) : withEmojis(message);
  const text = parts.flatMap((part) => (typeof part === "string" ? linkify(part) : [part]));
  return el("div", { class: "msg-text" }, context.quoted?.(message), el("span", {}, text));
}

/**
 * Splits a text into words and links.
 * @param {string} text
 * @returns {Array<string|HTMLElement>}
 */
export function linkify(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(LINKS)) {
    const shown = match.groups.url ? match[0].replace(TRAILING, "") : match[0];
    nodes.push(text.slice(end, match.index), anchor(shown, match.groups));
    end = match.index + shown.length;
  }
  nodes.push(text.slice(end));
  return nodes.filter((node) => node !== "");
}

function anchor(shown, { mail, tel }) {
  const href = safeLink(tel ? `tel:${shown.replaceAll("-", "")}` : mail ? `mailto:${shown}` : shown);
  if (!href) return shown;
  return el("a", { href, target: "_blank", rel: "noopener noreferrer" }, shown);
}

function withEmojis({ text, emojis = [] }) {
  const nodes = [];
  let end = 0;
  for (const emoji of [...emojis].sort((a, b) => a.index - b.index)) {
    nodes.push(text.slice(end, emoji.index), lineEmoji(emoji));
    end = emoji.index + (emoji.length ?? 1);
  }
  nodes.push(text.slice(end));
  return nodes;
}

function substituted({ text, substitution = {} }) {
  // In textV2 a brace that is meant as a brace is doubled.
  return text.split(/(\{\{|\}\}|\{\w+\})/).map((part) => {
    if (part === "{{" || part === "}}") return part[0];
    const key = /^\{(\w+)\}$/.exec(part)?.[1];
    const value = key && Object.hasOwn(substitution, key) ? substitution[key] : null;
    if (value?.type === "emoji") return lineEmoji(value);
    if (value?.type === "mention") return el("span", { class: "mention" }, mentionee(value));
    return part;
  });
}

function mentionee({ mentionee: who }) {
  return who?.type === "all" ? "@All" : "@メンバー";
}

// LINE's own emoji pictures live on its servers; the simulator works without a network.
function lineEmoji({ productId, emojiId }) {
  const name = `LINE絵文字 ${productId ?? ""}/${emojiId ?? ""}`;
  return el("span", { class: "line-emoji", role: "img", "aria-label": name, title: name }, "☺");
}
