import { el } from "../dom.js";
import { picture } from "./picture.js";
import { tappable } from "./tap.js";

const DRAW = new Map([
  ["buttons", (template, context) => card(template, template, context)],
  ["confirm", confirm],
  ["carousel", (template, context) =>
    row(template.columns.map((column) => card(column, template, context)))],
  ["image_carousel", (template, context) =>
    row(template.columns.map((column) => imageColumn(column, context)))],
]);

/**
 * A template message: buttons, confirm, carousel or image carousel.
 * @param {Object} message
 * @param {import("./index.js").RenderContext} context
 * @returns {HTMLElement}
 */
export function renderTemplate(message, context) {
  const draw = DRAW.get(message.template?.type);
  if (!draw) throw new TypeError(`template ${message.template?.type}`);
  return draw(message.template, context);
}

function row(cards) {
  return el("div", { class: "carousel", tabindex: "0", role: "group", "aria-label": "カルーセル" },
    cards);
}

// In a carousel the shape of the pictures is said once, for all columns.
function card(column, template, context) {
  const words = el("div", { class: "tpl-card__words" },
    column.title && el("strong", {}, column.title), el("p", {}, column.text));
  const top = el("div", {}, thumbnail(column, template), words);
  return el("article", { class: "tpl-card" },
    tappable(top, column.defaultAction, context), actions(column.actions, context));
}

function thumbnail(column, template) {
  if (!column.thumbnailImageUrl) return null;
  return picture(column.thumbnailImageUrl, column.title ?? "", {
    class: "tpl-card__image",
    css: {
      "aspect-ratio": template.imageAspectRatio === "square" ? "1" : "1.51",
      "object-fit": template.imageSize === "contain" ? "contain" : "cover",
      "background-color": column.imageBackgroundColor,
    },
  });
}

function actions(list, context) {
  return el("div", { class: "tpl-card__actions" }, list.map((action) => button(action, context)));
}

function button(action, context) {
  return tappable(el("button", { class: "tpl-button", type: "button" }, action.label ?? ""),
    action, context);
}

function confirm(template, context) {
  return el("article", { class: "tpl-card tpl-card--confirm" },
    el("div", { class: "tpl-card__words" }, el("p", {}, template.text)),
    actions(template.actions, context));
}

function imageColumn(column, context) {
  const label = column.action?.label ?? "";
  const image = el("div", { class: "tpl-image" }, picture(column.imageUrl, label),
    label && el("span", { class: "tpl-image__label" }, label));
  return tappable(image, column.action, context);
}
