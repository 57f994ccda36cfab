import { perform } from "./actions.js";
import { pickLocation } from "./dialogs/location.js";
import { confirm } from "./dialogs/modal.js";
import { pickPhotos } from "./dialogs/photo.js";
import { pickSticker } from "./dialogs/sticker.js";

/**
 * The screen a hand works on.
 * @typedef {Object} Screen
 * @property {(words: string) => void} notify
 * @property {(messageId: string|undefined, status: number|null|undefined) => void} settle
 * @property {(text?: string) => void} openKeyboard
 * @property {(open: boolean) => void} showRichMenu
 * @property {(aliasId: string) => Promise<string>} switchRichMenu
 */

/** A citizen's hand: everything they can do on their phone, done in the emulator. */
export class Hand {
  #api;
  #userId;

  /**
   * @param {Object} options
   * @param {import("./api.js").Api} options.api
   * @param {string} options.userId
   * @param {Screen} options.screen
   */
  constructor({ api, userId, screen }) {
    this.#api = api;
    this.#userId = userId;
    this.screen = screen;
  }

  /**
   * Does a citizen's action.
   * @param {Object|FormData} body as the simulator API takes it
   * @returns {Promise<boolean>} whether the emulator accepted it
   */
  async send(body) {
    try {
      const { messageId, webhookStatus } = await this.#api.act(this.#userId, body);
      this.screen.settle(messageId, webhookStatus);
      return true;
    } catch (error) {
      this.screen.notify(`送信できませんでした(${error.message})`);
      return false;
    }
  }

  /** @param {Object} action what the citizen tapped, an action object of the Messaging API */
  async tap(action) {
    try {
      await perform(action, this);
    } catch (error) {
      this.screen.notify(`実行できませんでした(${error.message})`);
    }
  }

  /** @param {{camera?: boolean}} [options] */
  async choosePhoto(options) {
    const files = await pickPhotos(options);
    if (files.length === 0) return;
    const form = new FormData();
    form.set("type", "image");
    for (const file of files) form.append("file", file);
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

  /** @param {boolean} following whether the citizen follows the account now */
  async toggleBlock(following) {
    if (!following) await this.send({ type: "follow", isUnblocked: true });
    else if (await confirm("この公式アカウントをブロックしますか?", "ブロック")) {
      await this.send({ type: "unfollow" });
    }
  }

  /** @param {string} messageId of one of the citizen's own messages */
  async unsend(messageId) {
    if (await confirm("このメッセージの送信を取り消しますか?", "送信を取り消す")) {
      await this.send({ type: "unsend", messageId });
    }
  }
}
