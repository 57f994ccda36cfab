import { el } from "../dom.js";
import { safeMedia } from "../url.js";
import { picture } from "./picture.js";

/**
 * A photo, enlarged when tapped.
 * @param {Object} message of the bot (originalContentUrl, previewImageUrl) or of a citizen (id)
 * @param {import("./index.js").RenderContext} context
 * @returns {HTMLElement}
 */
export function renderImage(message, context) {
  const original = source(message, context, "originalContentUrl");
  const preview = source(message, context, "previewImageUrl") ?? original;
  const alt = "写真";
  return el("button", {
    class: "msg-image", type: "button", "aria-label": "写真を拡大する",
    on: { click: () => safeMedia(original) && context.onEnlarge?.(safeMedia(original), alt) },
  }, picture(preview, alt));
}

/**
 * @param {Object} message
 * @param {import("./index.js").RenderContext} context
 * @returns {HTMLElement} a film with its controls; nothing is loaded before it is played
 */
export function renderVideo(message, context) {
  return el("video", {
    class: "msg-video", controls: true, preload: "none", playsinline: true, "aria-label": "動画",
    src: safeMedia(source(message, context, "originalContentUrl")),
    poster: safeMedia(source(message, context, "previewImageUrl")),
  });
}

/**
 * @param {Object} message
 * @param {import("./index.js").RenderContext} context
 * @returns {HTMLElement} a sound with its controls and its length
 */
export function renderAudio(message, context) {
  const seconds = Math.round((message.duration ?? 0) / 1000);
  const length = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  return el("div", { class: "msg-audio" },
    el("audio", { controls: true, preload: "none", "aria-label": "音声",
      src: safeMedia(source(message, context, "originalContentUrl")) }),
    el("small", {}, length));
}

/**
 * @param {{fileName: string, fileSize: number}} message of a citizen
 * @returns {HTMLElement} a card with the file's name and size
 */
export function renderFile({ fileName, fileSize }) {
  const size = `${Math.ceil((fileSize ?? 0) / 1024).toLocaleString("ja-JP")} KB`;
  return el("div", { class: "msg-file" }, el("strong", {}, fileName ?? "ファイル"), el("small", {}, size));
}

function source(message, context, property) {
  const provider = message.contentProvider;
  if (provider?.type === "line") return context.mediaUrl?.(message.id) ?? null;
  return message[property] ?? provider?.[property] ?? null;
}
