import { isImmediate } from "./actions.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { safeMedia } from "./url.js";

const DEFAULT_ICONS = { camera: "camera", cameraRoll: "photo", location: "pin" };

/** The row of quick replies under the talk: it belongs to the newest message and goes with it. */
export class QuickReplies {
  /** @param {(action: Object) => void} onAction */
  constructor(onAction) {
    this.onAction = onAction;
    this.node = el("div", { class: "quick", role: "group", "aria-label": "クイックリプライ", hidden: true });
  }

  /** @param {Object|undefined} quickReply of the newest message, if it has any */
  show(quickReply) {
    const items = quickReply?.items ?? [];
    this.node.replaceChildren(...items.map((item) => this.#chip(item)));
    this.node.hidden = items.length === 0;
    this.node.scrollLeft = 0;
  }

  #chip({ imageUrl, action }) {
    const source = imageUrl && safeMedia(imageUrl);
    const sign = DEFAULT_ICONS[action.type];
    return el("button", { class: "chip quick__chip", type: "button",
      on: { click: () => this.#choose(action) } },
    source ? el("img", { src: source, alt: "" }) : sign && icon(sign), action.label ?? "");
  }

  #choose(action) {
    if (isImmediate(action)) this.show(undefined);
    this.onAction(action);
  }
}
