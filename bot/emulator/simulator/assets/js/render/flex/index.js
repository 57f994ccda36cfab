import { el } from "../../dom.js";
import { tappable } from "../tap.js";
import { drawComponent } from "./box.js";
import { colour } from "./tokens.js";

const BLOCKS = ["header", "hero", "body", "footer"];
const SIZES = new Set(["nano", "micro", "deca", "hecto", "kilo", "mega", "giga"]);

/**
 * A Flex message: one bubble, or a carousel of them.
 * @param {{contents: Object, altText: string}} message
 * @param {import("../index.js").RenderContext} context
 * @returns {HTMLElement}
 */
export function renderFlex({ contents, altText }, context) {
  const node = contents?.type === "carousel" ? drawCarousel(contents, context)
    : drawBubble(contents, context);
  node.setAttribute("aria-label", altText ?? "");
  return node;
}

function drawCarousel({ contents }, context) {
  return el("div", { class: "carousel", tabindex: "0", role: "group" },
    contents.map((bubble) => drawBubble(bubble, context)));
}

function drawBubble(bubble, context) {
  if (bubble?.type !== "bubble") throw new TypeError(`Flex container ${bubble?.type}`);
  const size = SIZES.has(bubble.size) ? bubble.size : "mega";
  const direction = bubble.direction === "rtl" ? "rtl" : "ltr";
  const node = el("article", { class: `fx-bubble fx-bubble--${size}`, dir: direction });
  for (const block of BLOCKS.filter((name) => bubble[name])) {
    node.append(drawBlock(block, bubble, context));
  }
  return tappable(node, bubble.action, context);
}

function drawBlock(name, bubble, context) {
  const { backgroundColor, separator, separatorColor } = bubble.styles?.[name] ?? {};
  const css = { "background-color": colour(backgroundColor) };
  if (separator) css["border-top"] = `1px solid ${colour(separatorColor) ?? "#d4d6da"}`;
  return el("div", { class: `fx-block fx-block--${name}`, css },
    drawComponent(bubble[name], context));
}
