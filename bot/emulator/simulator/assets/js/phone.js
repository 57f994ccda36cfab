import { Composer } from "./composer.js";
import { showPicture } from "./dialogs/viewer.js";
import { el } from "./dom.js";
import { Hand } from "./hand.js";
import { icon } from "./icons.js";
import { PlusMenu } from "./plus_menu.js";
import { QuickReplies } from "./quick_replies.js";
import { RichMenu } from "./rich_menu.js";
import { Talk } from "./talk.js";

const NOTICE_MS = 4_000;

/** One citizen's phone with the talk on its screen. */
export class Phone {
  #following;
  #talk;
  #quick;
  #composer;
  #rich;
  #notice = el("p", { class: "phone__notice", role: "status", hidden: true });
  #noticeTimer = 0;

  /**
   * @param {Object} options
   * @param {import("./api.js").Api} options.api
   * @param {{userId: string, displayName: string, following: boolean}} options.citizen
   * @param {string} options.account the account's name
   * @param {() => void} options.onClose
   */
  constructor({ api, citizen, account, onClose }) {
    this.citizen = citizen;
    this.#following = citizen.following;
    const hand = new Hand({ api, userId: citizen.userId, screen: this });
    const onAction = (action) => hand.tap(action);
    this.#talk = new Talk({
      account, onUnsend: (id) => hand.unsend(id), onQuote: (message) => this.#composer.quote(message),
      context: { onAction, onEnlarge: showPicture, mediaUrl: (id) => api.media(id) },
    });
    this.#quick = new QuickReplies(onAction);
    this.#rich = new RichMenu({ api, userId: citizen.userId, onAction });
    this.node = this.#build(hand, account, onClose);
    this.#showFollowing();
  }

  /** @param {Array<Object>} entries of the timeline, all newer than what was received before */
  receive(entries) {
    this.#talk.receive(entries);
    for (const entry of entries) this.#noticeFollow(entry.event?.type);
    const last = entries.at(-1);
    this.#quick.show(last.from === "bot" ? last.message?.quickReply : undefined);
    this.refreshRichMenu();
  }

  /** @param {string} words shown for a moment over the talk, and read out */
  notify(words) {
    clearTimeout(this.#noticeTimer);
    this.#notice.textContent = words;
    this.#notice.hidden = false;
    this.#noticeTimer = setTimeout(() => { this.#notice.hidden = true; }, NOTICE_MS);
  }

  /** Tells what became of an action at the bot. */
  settle(messageId, status) {
    this.#talk.settle(messageId, status);
    this.refreshRichMenu();
  }

  openKeyboard(text) {
    this.#rich.show(false);
    this.#composer.focus(text);
  }

  showRichMenu(open) {
    this.#rich.show(open);
  }

  switchRichMenu(aliasId) {
    return this.#rich.switchTo(aliasId);
  }

  refreshRichMenu() {
    return this.#rich.refresh();
  }

  #build(hand, account, onClose) {
    const plus = new PlusMenu(hand);
    this.#composer = new Composer({
      onSend: (body) => hand.send(body), onPhoto: () => hand.choosePhoto(),
      onPlus: (button) => plus.toggle(button, this.#following),
    });
    return el("section", { class: "phone", "aria-label": `${this.citizen.displayName}のスマートフォン` },
      this.#owner(onClose),
      el("div", { class: "phone__screen" }, header(account), this.#talk.node, this.#notice,
        this.#quick.node, this.#composer.node, plus.node, this.#rich.node));
  }

  #noticeFollow(type) {
    if (type !== "follow" && type !== "unfollow") return;
    this.#following = type === "follow";
    this.#showFollowing();
  }

  #showFollowing() {
    this.node.classList.toggle("phone--blocked", !this.#following);
  }

  #owner(onClose) {
    const name = this.citizen.displayName;
    const inspect = tool("code", "メッセージのJSONを見る", () => {
      const on = this.node.classList.toggle("phone--inspecting");
      inspect.setAttribute("aria-pressed", String(on));
    });
    inspect.setAttribute("aria-pressed", "false");
    return el("div", { class: "phone__owner" },
      el("span", { class: "phone__citizen" }, name),
      el("span", { class: "phone__state" }, "ブロック中"),
      inspect, tool("close", `${name}の画面を閉じる`, onClose));
  }
}

function tool(sign, label, onClick) {
  return el("button", { type: "button", class: "tool", title: label, "aria-label": label,
    on: { click: onClick } }, icon(sign));
}

function header(account) {
  return el("header", { class: "phone__header" }, icon("back"), el("h2", {}, account), icon("menu"));
}
