import { el } from "../dom.js";
import { safeMedia } from "../url.js";

/**
 * A picture, or a grey field with a word in its place where it cannot be shown.
 * @param {unknown} url
 * @param {string} alt
 * @param {Object} [props] further properties for the element, as {@link el} takes them
 * @returns {HTMLElement}
 */
export function picture(url, alt, props = {}) {
  const source = safeMedia(url);
  if (!source) return missing(alt, props);
  const image = el("img", { ...props, src: source, alt, decoding: "async", draggable: "false" });
  image.addEventListener("error", () => image.replaceWith(missing(alt, props)), { once: true });
  return image;
}

function missing(alt, props) {
  const words = `${alt || "画像"}(表示できません)`;
  return el("span", { ...props, class: `${props.class ?? ""} picture-missing`, role: "img",
    "aria-label": words }, el("span", { "aria-hidden": "true" }, "画像を表示できません"));
}
