import { perform } from "./actions.js";
import { Composer } from "./composer.js";
import { pickLocation } from "./dialogs/location.js";
import { confirm } from "./dialogs/modal.js";
import { pickPhoto } from "./dialogs/photo.js";
import { pickSticker } from "./dialogs/sticker.js";
import { showPicture } from "./dialogs/viewer.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { PlusMenu } from "./plus_menu.js";
import { QuickReplies } from "./quick_replies.js";
import { RichMenu } from "./rich_menu.js";
import { Talk } from "./talk.js";

const NOTICE_MS = 4_000;

/** One citizen's phone, showing the talk with the account. It is the {@link Hand} of actions. */
export class Phone {
  #api;
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
    this.#api = api;
    this.citizen = citizen;
    this.#following = citizen.following;
    const act = (action) => this.#perform(action);
    const context = { onAction: act, onEnlarge: showPicture, mediaUrl: (id) => api.media(id) };
    this.#talk = new Talk({ account, context, onUnsend: (id) => this.#unsend(id),
      onQuote: (message) => this.#composer.quote(message) });
    this.#quick = new QuickReplies(act);
    this.#rich = new RichMenu({ api, userId: citizen.userId, onAction: act });
    const plus = new PlusMenu(this);
    this.#composer = new Composer({
      onSend: (body) => this.send(body), onPhoto: () => this.choosePhoto(),
      onPlus: (button) => plus.toggle(button, this.#following),
    });
    this.node = el("section", { class: "phone", "aria-label": `${citizen.displayName}のスマートフォン` },
      this.#owner(onClose),
      el("div", { class: "phone__screen" }, header(account), this.#talk.node, this.#notice,
        this.#quick.node, this.#composer.node, plus.node, this.#rich.node));
    this.#showFollowing();
  }

  /** @param {Array<Object>} entries of the timeline, all newer than what was received before */
  receive(entries) {
    for (const entry of entries) {
      this.#talk.append(entry);
      this.#noticeFollow(entry.event?.type);
    }
    const last = entries.at(-1);
    this.#quick.show(last.from === "bot" ? last.message?.quickReply : undefined);
    this.refreshRichMenu();
  }

  /**
   * Does a citizen's action in the emulator.
   * @param {Object|FormData} body as the simulator API takes it
   * @returns {Promise<boolean>} whether the emulator accepted it
   */
  async send(body) {
    try {
      const { messageId, webhookStatus } = await this.#api.act(this.citizen.userId, body);
      this.#talk.settle(messageId, webhookStatus);
      this.refreshRichMenu();
      return true;
    } catch (error) {
      this.notify(`送信できませんでした(${error.message})`);
      return false;
    }
  }

  /** @param {string} words shown for a moment over the talk, and read out */
  notify(words) {
    clearTimeout(this.#noticeTimer);
    this.#notice.textContent = words;
    this.#notice.hidden = false;
    this.#noticeTimer = setTimeout(() => { this.#notice.hidden = true; }, NOTICE_MS);
  }

  async choosePhoto(options) {
    const file = await pickPhoto(options);
    if (!file) return;
    const form = new FormData();
    form.set("type", "image");
    form.set("file", file);
    await this.send(form);
  }

  takePhoto() {
    return this.choosePhoto({ camera: true });
  }

  async chooseLocation() {
    const spot = await pickLocation();
    if (spot) await this.send({ type: "location", ...spot });
  }

  async chooseSticker() {
    const sticker = await pickSticker();
    if (sticker) await this.send({ type: "sticker", ...sticker });
  }

  async toggleBlock() {
    if (!this.#following) await this.send({ type: "follow", isUnblocked: true });
    else if (await confirm("この公式アカウントをブロックしますか?", "ブロック")) {
      await this.send({ type: "unfollow" });
    }
  }

  openKeyboard(text) {
    this.#rich.show(false);
    this.#composer.focus(text);
  }

  showRichMenu(open) {
    this.#rich.show(open);
  }

  refreshRichMenu() {
    return this.#rich.refresh();
  }

  async #perform(action) {
    try {
      await perform(action, this);
    } catch (error) {
      this.notify(`実行できませんでした(${error.message})`);
    }
  }

  async #unsend(messageId) {
    if (await confirm("このメッセージの送信を取り消しますか?", "送信を取り消す")) {
      await this.send({ type: "unsend", messageId });
    }
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
    const inspect = el("button", { type: "button", class: "tool", "aria-pressed": "false",
      title: "メッセージのJSONを見る", "aria-label": "メッセージのJSONを見る",
      on: { click: () => {
        const on = this.node.classList.toggle("phone--inspecting");
        inspect.setAttribute("aria-pressed", String(on));
      } } }, icon("code"));
    const close = el("button", { type: "button", class: "tool", title: "この画面を閉じる",
      "aria-label": `${this.citizen.displayName}の画面を閉じる`, on: { click: onClose } }, icon("close"));
    return el("div", { class: "phone__owner" },
      el("span", { class: "phone__citizen" }, this.citizen.displayName),
      el("span", { class: "phone__state" }, "ブロック中"), inspect, close);
  }
}

function header(account) {
  return el("header", { class: "phone__header" }, icon("back"), el("h2", {}, account), icon("menu"));
}
