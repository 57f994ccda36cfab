import { el, style } from "../../dom.js";
import { tappable } from "../tap.js";
import { colour, fontSize, space } from "./tokens.js";

/**
 * A text component with its spans.
 * @param {Object} component
 * @param {import("../index.js").RenderContext} context
 * @returns {HTMLElement}
 */
export function drawText(component, context) {
  const words = component.contents?.length ? component.contents.map(drawSpan) : component.text ?? "";
  const paragraph = el("p", { class: "fx-text__words", css: letterStyle(component) }, words);
  if (component.wrap) wrap(paragraph, component);
  style(paragraph, {
    "text-align": component.align,
    // LINE adds the line spacing between lines; the line's own height is 1.4 of the letters'.
    "line-height": component.lineSpacing && `calc(1.4em + ${space(component.lineSpacing)})`,
  });
  return tappable(el("div", { class: "fx fx-text" }, paragraph), component.action, context);
}

function wrap(paragraph, { maxLines }) {
  paragraph.classList.add("fx-text__words--wrap");
  if (!(maxLines > 0)) return;
  paragraph.classList.add("fx-text__words--clamp");
  style(paragraph, { "-webkit-line-clamp": maxLines });
}

function drawSpan(span) {
  return el("span", { css: letterStyle(span) }, span.text ?? "");
}

function letterStyle(source) {
  return {
    "font-size": fontSize(source.size),
    "font-weight": source.weight,
    "font-style": source.style,
    "text-decoration": source.decoration,
    color: colour(source.color),
  };
}
