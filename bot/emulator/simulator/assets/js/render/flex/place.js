import { style } from "../../dom.js";
import { boxLength, space } from "./tokens.js";

const JUSTIFY_BY_GRAVITY = { top: "flex-start", center: "center", bottom: "flex-end" };

// These never grow along a horizontal box unless they are told to.
const RIGID_IN_ROWS = new Set(["icon", "separator", "spacer"]);

/**
 * Places a component in the box around it: share of the free room, distance, gravity, offsets.
 * @param {HTMLElement} node the component, drawn
 * @param {Object} component its JSON
 * @param {{layout: string, spacing: string|undefined, first: boolean}} parent the box around it;
 *   `first`: no component before it takes part in the box's flow
 * @returns {HTMLElement} the same node
 */
export function place(node, component, parent) {
  const horizontal = parent.layout !== "vertical";
  style(node, { flex: share(component, horizontal), ...offsets(component) });
  if (component.gravity) {
    style(node, { "justify-content": JUSTIFY_BY_GRAVITY[component.gravity] });
  }
  if (component.position === "absolute") {
    node.classList.add("fx-absolute");
    return node;
  }
  const margin = space(component.margin) ?? (parent.first ? null : space(parent.spacing));
  return style(node, { [horizontal ? "margin-inline-start" : "margin-top"]: margin });
}

/** The `flex` property in CSS terms; a row shares its whole length, a column only what is left. */
function share(component, horizontal) {
  const factor = component.flex ?? defaultFactor(component, horizontal);
  if (!(factor > 0)) return "none";
  return `${factor} ${horizontal ? `${factor} 0px` : "0 auto"}`;
}

function defaultFactor(component, horizontal) {
  if (component.type === "filler") return 1;
  if (!horizontal || RIGID_IN_ROWS.has(component.type)) return 0;
  return boxLength(component.width) ? 0 : 1;
}

function offsets(component) {
  return {
    top: space(component.offsetTop),
    bottom: space(component.offsetBottom),
    "inset-inline-start": space(component.offsetStart),
    "inset-inline-end": space(component.offsetEnd),
  };
}
