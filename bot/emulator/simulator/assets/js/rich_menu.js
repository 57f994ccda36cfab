import { el } from "./dom.js";
import { icon } from "./icons.js";
import { areaButton } from "./render/imagemap.js";
import { picture } from "./render/picture.js";
import { tappable } from "./render/tap.js";

/** The rich menu at the bottom of the phone and the bar that opens and closes it. */
export class RichMenu {
  #api;
  #userId;
  #onAction;
  #given = null; // the menu the account gives the citizen
  #drawn = null; // the menu on the screen; another one after a switch
  #asking = null;
  #bar = el("button", { type: "button", class: "rich__bar", on: { click: () => this.show(!this.open) } });
  #panel = el("div", { class: "rich__panel", role: "group", "aria-label": "リッチメニュー" });

  /**
   * @param {Object} options
   * @param {import("./api.js").Api} options.api
   * @param {string} options.userId
   * @param {(action: Object) => void} options.onAction
   */
  constructor({ api, userId, onAction }) {
    this.#api = api;
    this.#userId = userId;
    this.#onAction = onAction;
    this.node = el("div", { class: "rich", hidden: true }, this.#bar, this.#panel);
  }

  /** @returns {boolean} */
  get open() {
    return !this.#panel.hidden;
  }

  /** @param {boolean} open */
  show(open) {
    this.#panel.hidden = !open;
    this.#bar.setAttribute("aria-expanded", String(open));
  }

  /** Asks which menu the account gives the citizen now and draws it if that has changed. */
  async refresh() {
    this.#asking ??= this.#api.richMenu(this.#userId).finally(() => { this.#asking = null; });
    const menu = await this.#asking.catch(() => this.#given);
    if (menu?.richMenuId === this.#given?.richMenuId) return;
    this.#given = menu;
    this.#draw(menu);
  }

  /**
   * Shows another menu on this phone only, as the rich menu switch action does.
   * @param {string} aliasId
   * @returns {Promise<string>} the status LINE reports in the postback
   */
  async switchTo(aliasId) {
    const menuId = await this.#api.richMenuOfAlias(aliasId).catch(() => null);
    if (!menuId) return "RICHMENU_ALIAS_ID_NOTFOUND";
    const menu = await this.#api.richMenuById(menuId).catch(() => null);
    if (!menu) return "RICHMENU_NOTFOUND";
    this.#draw(menu);
    return "SUCCESS";
  }

  #draw(menu) {
    const open = menu && ((this.#drawn && this.open) || menu.selected);
    this.#drawn = menu;
    this.node.hidden = !menu;
    if (!menu) return;
    this.#bar.replaceChildren(menu.chatBarText ?? "メニュー", icon("down"));
    const image = picture(this.#api.richMenuImage(menu.richMenuId), "", { class: "rich__image" });
    const areas = (menu.areas ?? []).map(({ bounds, action }) =>
      tappable(areaButton(bounds, menu.size, labelOf(action)), action, { onAction: this.#onAction }));
    this.#panel.style.setProperty("aspect-ratio", `${menu.size.width} / ${menu.size.height}`);
    this.#panel.replaceChildren(image, ...areas);
    this.show(open);
  }
}

function labelOf(action) {
  return action.label || action.text || action.displayText || action.uri || action.data || action.type;
}
