import { el } from "../../dom.js";
import { tappable } from "../tap.js";
import { drawButton, drawFiller, drawSeparator, drawSpacer } from "./controls.js";
import { drawIcon, drawImage, drawVideo } from "./pictures.js";
import { place } from "./place.js";
import { drawText } from "./text.js";
import { borderWidth, boxLength, colour, gradient, radius, space } from "./tokens.js";

const COMPONENTS = new Map([
  ["box", drawBox],
  ["text", drawText],
  ["image", drawImage],
  ["icon", drawIcon],
  ["video", drawVideo],
  ["button", drawButton],
  ["separator", drawSeparator],
  ["spacer", drawSpacer],
  ["filler", drawFiller],
]);

/**
 * Draws any Flex component, not yet placed in a box.
 * @param {Object} component
 * @param {import("../index.js").RenderContext} context
 * @returns {HTMLElement}
 */
export function drawComponent(component, context) {
  const draw = COMPONENTS.get(component?.type);
  if (!draw) throw new TypeError(`Flex component ${component?.type}`);
  return draw(component, context);
}

/**
 * Draws a box and all that is in it.
 * @param {Object} box
 * @param {import("../index.js").RenderContext} context
 * @returns {HTMLElement}
 */
export function drawBox(box, context) {
  const node = el("div", { class: `fx fx-box fx-box--${box.layout}`, css: boxStyle(box) });
  let first = true;
  for (const component of box.contents ?? []) {
    const { layout, spacing } = box;
    node.append(place(drawComponent(component, context), component, { layout, spacing, first }));
    if (component.position !== "absolute") first = false;
  }
  return tappable(node, box.action, context);
}

function boxStyle(box) {
  return {
    "background-color": colour(box.backgroundColor),
    "background-image": gradient(box.background),
    "border-color": colour(box.borderColor),
    "border-width": borderWidth(box.borderWidth),
    "border-radius": radius(box.cornerRadius),
    width: boxLength(box.width),
    height: boxLength(box.height),
    "max-width": boxLength(box.maxWidth),
    "max-height": boxLength(box.maxHeight),
    "justify-content": box.justifyContent,
    "align-items": box.alignItems,
    ...padding(box),
  };
}

function padding(box) {
  const all = space(box.paddingAll);
  return {
    "padding-top": space(box.paddingTop) ?? all,
    "padding-bottom": space(box.paddingBottom) ?? all,
    "padding-inline-start": space(box.paddingStart) ?? all,
    "padding-inline-end": space(box.paddingEnd) ?? all,
  };
}
