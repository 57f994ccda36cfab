import { el } from "../../dom.js";
import { safeMedia } from "../../url.js";
import { picture } from "../picture.js";
import { tappable } from "../tap.js";
import { drawComponent } from "./box.js";
import { aspectRatio, colour, fontSize, imageWidth } from "./tokens.js";

const ALIGN = { start: "flex-start", center: "center", end: "flex-end" };

/**
 * An image component. The wrapper takes its place in the box, the picture its own size in it.
 * @param {Object} component
 * @param {import("../index.js").RenderContext} context
 * @returns {HTMLElement}
 */
export function drawImage(component, context) {
  const image = picture(component.url, component.action?.label ?? "", {
    class: "fx-image__picture",
    css: {
      width: imageWidth(component.size) ?? imageWidth("md"),
      "aspect-ratio": aspectRatio(component.aspectRatio),
      "object-fit": component.aspectMode === "cover" ? "cover" : "contain",
      "background-color": colour(component.backgroundColor),
    },
  });
  const wrapper = el("div", {
    class: "fx fx-image", css: { "align-items": ALIGN[component.align ?? "center"] },
  }, image);
  return tappable(wrapper, component.action, context);
}

/**
 * An icon: as high as letters of its size, standing on the baseline.
 * @param {Object} component
 * @returns {HTMLElement}
 */
export function drawIcon(component) {
  return el("div", { class: "fx fx-icon", css: { "font-size": fontSize(component.size) } },
    picture(component.url, "", {
      class: "fx-icon__picture", css: { "aspect-ratio": aspectRatio(component.aspectRatio) },
    }));
}

/**
 * The film of a hero block; where it has no address the page may load, its `altContent`.
 * @param {Object} component
 * @param {import("../index.js").RenderContext} context
 * @returns {HTMLElement}
 */
export function drawVideo(component, context) {
  const source = safeMedia(component.url);
  if (!source && component.altContent) return drawComponent(component.altContent, context);
  return el("div", { class: "fx fx-video" },
    el("video", {
      class: "fx-video__film", controls: true, preload: "none", playsinline: true, "aria-label": "動画",
      src: source, poster: safeMedia(component.previewUrl),
      css: { "aspect-ratio": aspectRatio(component.aspectRatio) },
    }),
    component.action && tappable(
      el("button", { class: "fx-video__more", type: "button" }, component.action.label ?? "詳しく"),
      component.action, context));
}
