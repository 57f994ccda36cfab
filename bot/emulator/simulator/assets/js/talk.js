import { el } from "./dom.js";
import { icon } from "./icons.js";
import { quotation } from "./quote.js";
import { dayRow, eventRow, messageRow } from "./row.js";
import { dayKey, dayLabel } from "./time.js";

const NEAR_END_PX = 60;

/** The scrolling log of one talk. */
export class Talk {
  #options;
  #rows = el("div", { class: "talk__rows" });
  #log;
  #byMessage = new Map();
  #quotable = new Map();
  #unread = new Set();
  #fates = new Map();
  #day = null;
  #sender = null;
  #atEnd = true;
  #room = "";

  /**
   * @param {Object} options
   * @param {string} options.account the account's name
   * @param {import("./render/index.js").RenderContext} options.context
   * @param {(messageId: string) => void} options.onUnsend
   * @param {(message: Object) => void} options.onQuote
   */
  constructor(options) {
    this.#options = options;
    this.#log = el("div", {
      class: "talk__log", role: "log", "aria-live": "polite", "aria-label": "トーク", tabindex: "0",
      on: { scroll: () => this.#noticeScroll() },
    }, this.#rows);
    const down = el("button", { class: "talk__down", type: "button", "aria-label": "最新のメッセージへ",
      on: { click: () => this.scrollToEnd() } }, icon("down"));
    this.node = el("div", { class: "talk" }, this.#log, down);
    // Pictures arrive late and the window changes: whoever reads the end stays at the end.
    const keep = new ResizeObserver(() => { if (this.#atEnd) this.scrollToEnd(); });
    keep.observe(this.#rows);
    keep.observe(this.#log);
  }

  /** @param {Array<Object>} entries of the timeline, newer than all before */
  receive(entries) {
    for (const entry of entries) this.#append(entry);
    if (entries.some((entry) => entry.from === "citizen")) this.scrollToEnd();
  }

  /**
   * Shows what became of a message at the bot: 既読, or that the bot refused it.
   * @param {string} messageId
   * @param {number|null|undefined} status what the bot answered the webhook, if it did
   */
  settle(messageId, status) {
    if (status === null || status === undefined) return;
    // The bot may have answered before the message itself has come round by the timeline.
    this.#fates.set(messageId, status);
    this.#showFate(messageId);
  }

  #showFate(messageId) {
    const status = this.#fates.get(messageId);
    const mark = this.#byMessage.get(messageId)?.querySelector(".row__read");
    if (status === undefined || !mark) return;
    this.#unread.delete(mark);
    const fine = status >= 200 && status < 300;
    mark.textContent = fine ? "既読" : `未達(${status})`;
    mark.classList.toggle("row__read--failed", !fine);
  }

  /** Shows the newest message. */
  scrollToEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
    this.#noticeScroll();
  }

  #append(entry) {
    const at = entry.at * 1000; // the emulator counts in seconds
    if (entry.event?.type === "unsend") this.#unsend(entry.event.unsend.messageId);
    this.#startDay(at);
    if (entry.from === "bot") this.#markRead();
    if (entry.message) this.#appendMessage(entry, at);
    else if (entry.event) this.#rows.append(eventRow(entry));
  }

  // Whatever the citizen has said so far was read: the bot has spoken since.
  #markRead() {
    for (const mark of this.#unread) mark.textContent = "既読";
    this.#unread.clear();
  }

  #appendMessage(entry, at) {
    const { message } = entry;
    const sender = entry.from === "bot" ? `bot ${message.sender?.name ?? ""}` : "citizen";
    const { account, context } = this.#options;
    const row = messageRow(entry, {
      at, account, head: sender !== this.#sender, tools: this.#tools(entry),
      context: { ...context, quoted: () => this.#quoted(entry) },
    });
    this.#sender = sender;
    if (message.id) this.#byMessage.set(message.id, row);
    this.#quotable.set(message.id, entry);
    if (entry.from === "citizen") {
      this.#quotable.set(message.quoteToken, entry);
      this.#unread.add(row.querySelector(".row__read"));
    }
    this.#rows.append(row);
    this.#showFate(message.id);
  }

  #startDay(at) {
    const day = dayKey(at);
    if (day === this.#day) return;
    this.#day = day;
    this.#sender = null;
    this.#rows.append(dayRow(dayLabel(at, Date.now())));
  }

  #tools({ message, from }) {
    // What a postback shows (displayText) is no message: it has no id to answer or to unsend.
    if (!message.id) return [];
    const tools = [["リプライ", () => this.#options.onQuote(message)]];
    if (from === "citizen") tools.push(["送信を取り消す", () => this.#options.onUnsend(message.id)]);
    return tools;
  }

  #quoted({ message, from }) {
    const key = from === "citizen" ? message.quotedMessageId : message.quoteToken;
    const entry = key && this.#quotable.get(key);
    if (!entry) return null;
    return quotation(entry, this.#options.account);
  }

  #unsend(messageId) {
    const row = this.#byMessage.get(messageId);
    row?.replaceChildren(el("p", { class: "pill" }, "メッセージの送信を取り消しました"));
    row?.setAttribute("class", "row row--event");
  }

  #noticeScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.#log;
    // A scroll event may come late, when the room has changed already: that is no reader's doing.
    const room = `${scrollHeight}/${clientHeight}`;
    if (this.#atEnd && room !== this.#room) {
      this.#room = room;
      this.scrollToEnd();
      return;
    }
    this.#atEnd = scrollHeight - clientHeight - scrollTop < NEAR_END_PX;
    this.node.classList.toggle("talk--behind", !this.#atEnd);
  }
}
