import { confirm } from "./dialogs/modal.js";
import { el } from "./dom.js";
import { icon } from "./icons.js";
import { Phone } from "./phone.js";
import { remembered, remember } from "./memory.js";

const FIRST_CITIZEN = "石巻 花子";
const SUGGESTED = ["石巻 花子", "牡鹿 太郎", "河北 さくら", "雄勝 健一"];
const RICH_MENU_SECONDS = 2;

/** The desk on which the phones lie, with its bar of tools. */
export class Desk {
  #api;
  #timeline;
  #account;
  #phones = new Map();
  #tabs = el("div", { class: "desk__tabs", role: "group", "aria-label": "画面を切り替える" });
  #row = el("main", { class: "desk__phones" });
  #state = el("p", { class: "desk__state", role: "status", hidden: true });
  #names = el("datalist", { id: "citizen-names" });

  /**
   * @param {Object} options
   * @param {HTMLElement} options.root
   * @param {import("./api.js").Api} options.api
   * @param {import("./timeline.js").Timeline} options.timeline
   * @param {string} options.account the account's name
   */
  constructor({ root, api, timeline, account }) {
    this.#api = api;
    this.#timeline = timeline;
    this.#account = account;
    root.append(this.#bar(), this.#state, this.#row);
    setInterval(() => this.#refreshRichMenus(), RICH_MENU_SECONDS * 1000);
  }

  /** Opens the phones named in the address, else those of last time, else the first citizen's. */
  async openFirst() {
    const asked = new URLSearchParams(location.search).getAll("citizen");
    const names = asked.length > 0 ? asked : remembered();
    await this.#openAll(names.length > 0 ? names : [FIRST_CITIZEN]);
  }

  /** @param {boolean} connected whether the emulator answers */
  showConnection(connected) {
    this.#state.hidden = connected;
    this.#state.textContent = connected ? "" : "エミュレーターにつながりません。つなぎ直しています…";
  }

  /** The emulator has forgotten everything: begins anew with the same citizens. */
  async restart() {
    const names = [...this.#phones.values()].map((phone) => phone.citizen.displayName);
    for (const userId of [...this.#phones.keys()]) this.#close(userId);
    await this.#openAll(names);
  }

  async #openAll(names) {
    try {
      for (const name of names) await this.#open(name);
      this.#show(this.#phones.keys().next().value);
      await this.#suggest();
    } catch (error) {
      this.#tell(error);
    }
  }

  async #open(name) {
    const citizen = await this.#api.addCitizen(name);
    const { userId } = citizen;
    if (!this.#phones.has(userId)) {
      const phone = new Phone({ api: this.#api, citizen, account: this.#account,
        onClose: () => this.#close(userId) });
      this.#phones.set(userId, phone);
      this.#row.append(phone.node);
      phone.refreshRichMenu();
      await this.#timeline.follow(userId, (entries) => phone.receive(entries));
    }
    this.#show(userId);
    this.#remember();
  }

  #close(userId) {
    this.#timeline.unfollow(userId);
    this.#phones.get(userId).node.remove();
    this.#phones.delete(userId);
    this.#show(this.#phones.keys().next().value);
    this.#remember();
  }

  #show(current) {
    const tabs = [];
    for (const [userId, { node, citizen }] of this.#phones) {
      const chosen = userId === current;
      node.classList.toggle("phone--current", chosen);
      tabs.push(el("button", { type: "button", class: "tab", "aria-pressed": String(chosen),
        on: { click: () => this.#show(userId) } }, citizen.displayName));
    }
    this.#tabs.replaceChildren(...tabs);
  }

  #remember() {
    remember([...this.#phones.values()].map((phone) => phone.citizen.displayName));
  }

  async #suggest() {
    const known = (await this.#api.citizens()).slice(0, 50).map((citizen) => citizen.displayName);
    const names = new Set([...known, ...SUGGESTED]);
    this.#names.replaceChildren(...[...names].map((value) => el("option", { value })));
  }

  #refreshRichMenus() {
    if (document.hidden) return;
    for (const phone of this.#phones.values()) phone.refreshRichMenu();
  }

  #bar() {
    const input = el("input", { class: "desk__name", list: "citizen-names", required: true,
      maxlength: "20", placeholder: "名前", "aria-label": "追加する市民の名前", autocomplete: "off" });
    const add = async (event) => {
      event.preventDefault();
      const name = input.value.trim();
      input.value = "";
      if (name) await this.#open(name).catch((error) => this.#tell(error));
    };
    return el("header", { class: "desk__bar" },
      el("h1", {}, "LINEシミュレーター"), this.#tabs,
      el("form", { class: "desk__add", on: { submit: add } }, input, this.#names,
        el("button", { type: "submit", class: "button" }, "市民を追加")),
      el("button", { type: "button", class: "tool", title: "すべて消してやり直す",
        "aria-label": "すべて消してやり直す", on: { click: () => this.#reset() } }, icon("reset")));
  }

  async #reset() {
    const sure = await confirm("市民とトークをすべて消して、最初からやり直しますか?", "すべて消す");
    if (!sure) return;
    try {
      await this.#api.reset();
      this.#timeline.rewind();
      await this.restart();
    } catch (error) {
      this.#tell(error);
    }
  }

  #tell(error) {
    this.#state.hidden = false;
    this.#state.textContent = error.message;
  }
}
