import { renderFlex } from "./flex/index.js";
import { renderImagemap } from "./imagemap.js";
import { renderLocation } from "./location.js";
import { renderAudio, renderFile, renderImage, renderVideo } from "./media.js";
import { renderSticker } from "./sticker.js";
import { renderTemplate } from "./template.js";
import { renderText } from "./text.js";
import { renderUnknown } from "./unknown.js";

// The look is in css/message.css, css/template.css and css/flex.css: a page that draws messages needs
// these three style sheets and this module, nothing else of the simulator.

/**
 * What a message needs of the page it is shown in. Every part may be missing: a preview without
 * `onAction`, say, shows buttons that do nothing.
 * @typedef {Object} RenderContext
 * @property {(action: Object) => void} [onAction] a citizen tapped something that has this action
 * @property {(url: string, alt: string) => void} [onEnlarge] a citizen tapped a picture
 * @property {(messageId: string) => string} [mediaUrl] where a photo sent by a citizen is found
 * @property {(message: Object) => Node|null} [quoted] draws the message this one quotes
 */

const RENDERERS = new Map([
  ["text", renderText],
  ["textV2", renderText],
  ["sticker", renderSticker],
  ["image", renderImage],
  ["video", renderVideo],
  ["audio", renderAudio],
  ["file", renderFile],
  ["location", renderLocation],
  ["template", renderTemplate],
  ["imagemap", renderImagemap],
  ["flex", renderFlex],
]);

/**
 * Draws one LINE message as the LINE app does. Whatever it cannot draw is shown as its JSON.
 * @param {Object} message a message object of the Messaging API, or one of a webhook
 * @param {RenderContext} [context]
 * @returns {HTMLElement}
 */
export function renderMessage(message, context = {}) {
  const draw = RENDERERS.get(message?.type);
  if (!draw) return renderUnknown(message, "この種類のメッセージは表示できません");
  try {
    return draw(message, context);
  } catch (error) {
    return renderUnknown(message, `表示できませんでした(${error.message})`);
  }
}

/** @returns {boolean} whether the message is drawn across the whole width of the talk */
export function isWide(message) {
  const carousel = message?.type === "flex" && message.contents?.type === "carousel";
  const giga = message?.type === "flex" && message.contents?.size === "giga";
  const columns = message?.type === "template" && Boolean(message.template?.columns);
  return carousel || giga || columns || message?.type === "imagemap";
}
