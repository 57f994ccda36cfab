import { el } from "./dom.js";
import { icon } from "./icons.js";

/** The menu behind the + button: all that a citizen can do besides typing. */
export class PlusMenu {
  #hand;
  #button = null;

  /** @param {import("./hand.js").Hand} hand */
  constructor(hand) {
    this.#hand = hand;
    this.node = el("div", { class: "plus", hidden: true, role: "group", "aria-label": "メニュー" });
  }

  /**
   * @param {HTMLElement} button the + button, which tells whether the menu is open
   * @param {boolean} following whether the citizen follows the account now
   */
  toggle(button, following) {
    this.#button = button;
    const open = this.node.hidden;
    if (open) this.node.replaceChildren(...this.#items(following));
    this.#show(open);
  }

  #items(following) {
    const hand = this.#hand;
    return [
      this.#item("photo", "写真", () => hand.choosePhoto()),
      this.#item("camera", "カメラ", () => hand.takePhoto()),
      this.#item("pin", "位置情報", () => hand.chooseLocation()),
      this.#item("smile", "スタンプ", () => hand.chooseSticker()),
      this.#item(following ? "block" : "follow", following ? "ブロック" : "ブロック解除",
        () => hand.toggleBlock(following)),
    ];
  }

  #item(name, words, deed) {
    return el("button", { type: "button", class: "plus__item",
      on: { click: () => { this.#show(false); deed(); } } }, icon(name), words);
  }

  #show(open) {
    this.node.hidden = !open;
    this.#button?.setAttribute("aria-expanded", String(open));
  }
}
