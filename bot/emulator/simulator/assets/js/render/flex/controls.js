import { el } from "../../dom.js";
import { tappable } from "../tap.js";
import { colour, space } from "./tokens.js";

const STYLES = new Set(["primary", "secondary", "link"]);

/**
 * @param {Object} component a button component
 * @param {import("../index.js").RenderContext} context
 * @returns {HTMLElement}
 */
export function drawButton(component, context) {
  const kind = STYLES.has(component.style) ? component.style : "link";
  const property = kind === "link" ? "color" : "background-color";
  const button = el("button", {
    type: "button",
    class: `fx-button__face fx-button__face--${kind}`,
    css: { [property]: colour(component.color), height: component.height === "sm" ? "40px" : "52px" },
  }, el("span", {}, component.action?.label ?? ""));
  return el("div", { class: "fx fx-button" }, tappable(button, component.action, context));
}

/** @param {Object} component @returns {HTMLElement} a line across the box */
export function drawSeparator(component) {
  return el("div", { class: "fx-separator", role: "separator",
    css: { "background-color": colour(component.color) } });
}

/** @param {Object} component @returns {HTMLElement} an empty place of a fixed size (deprecated) */
export function drawSpacer(component) {
  const size = space(component.size ?? "md");
  return el("div", { class: "fx", css: { width: size, height: size } });
}

/** @returns {HTMLElement} an empty place that takes the room left over (deprecated) */
export function drawFiller() {
  return el("div", { class: "fx" });
}
