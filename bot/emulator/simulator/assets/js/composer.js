import { el } from "./dom.js";
import { icon } from "./icons.js";
import { summaryOf } from "./quote.js";

const TEXT_LIMIT = 5000;

/** The input bar: text, the + menu's button, and the message that is being answered. */
export class Composer {
  #quoted = null;
  #quote = el("div", { class: "composer__quote", hidden: true });
  #input;
  #send;

  /**
   * @param {Object} options
   * @param {(body: Object) => Promise<boolean>} options.onSend answers whether it was accepted
   * @param {(button: HTMLElement) => void} options.onPlus
   * @param {() => void} options.onPhoto
   */
  constructor({ onSend, onPlus, onPhoto }) {
    this.onSend = onSend;
    this.#input = el("textarea", {
      class: "composer__input", rows: "1", maxlength: TEXT_LIMIT, placeholder: "Aa",
      "aria-label": "メッセージを入力", autocomplete: "off",
      on: { keydown: (event) => this.#key(event), input: () => this.#changed() },
    });
    this.#send = el("button", { type: "submit", class: "composer__send", "aria-label": "送信",
      disabled: true }, icon("send"));
    const plus = tool("plus", "メニューを開く", (event) => onPlus(event.currentTarget));
    plus.setAttribute("aria-expanded", "false");
    this.node = el("form", {
      class: "composer", on: { submit: (event) => { event.preventDefault(); this.#submit(); } },
    }, this.#quote, plus, tool("photo", "写真を送る", onPhoto), this.#input, this.#send);
  }

  /** @param {string} [text] what to put into the bar */
  focus(text) {
    if (text !== undefined) this.#set(text);
    this.#input.focus();
  }

  /** @param {Object|null} message what the next text answers */
  quote(message) {
    this.#quoted = message;
    this.#quote.hidden = !message;
    if (!message) return;
    const cancel = tool("close", "リプライをやめる", () => this.quote(null));
    this.#quote.replaceChildren(el("span", {}, summaryOf(message)), cancel);
    this.focus();
  }

  #key(event) {
    // While an input method is composing, Enter chooses the conversion (229: Safari's late report).
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#submit();
  }

  async #submit() {
    const text = this.#input.value;
    if (text.trim() === "") return;
    const quoted = this.#quoted;
    this.#set("");
    this.quote(null);
    const body = { type: "text", text, ...(quoted && { quotedMessageId: quoted.id }) };
    const accepted = await this.onSend(body);
    if (!accepted && this.#input.value === "") this.#set(text);
  }

  #set(text) {
    this.#input.value = text;
    this.#changed();
  }

  #changed() {
    this.#send.disabled = this.#input.value.trim() === "";
    this.#input.style.setProperty("height", "auto");
    this.#input.style.setProperty("height", `${this.#input.scrollHeight}px`);
  }
}

function tool(name, label, onClick) {
  return el("button", { type: "button", class: "composer__tool", "aria-label": label, title: label,
    on: { click: onClick } }, icon(name));
}
