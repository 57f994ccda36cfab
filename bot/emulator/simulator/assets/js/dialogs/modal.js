import { el } from "../dom.js";

/**
 * Asks for something in a modal dialog; Escape and キャンセル answer null.
 * @template T
 * @param {Object} options
 * @param {string} options.title
 * @param {Node|Node[]} options.body
 * @param {string} [options.ok] the words on the button that confirms; without it there is none
 * @param {string} [options.cancel] the words on the button that gives up
 * @param {() => T} [options.value] what to answer on confirmation
 * @param {(answer: (value: T) => void) => void} [options.onReady] for bodies that answer themselves
 * @returns {Promise<T|null>}
 */
export function ask({ title, body, ok, cancel = "キャンセル", value = () => true, onReady }) {
  return new Promise((resolve) => {
    let result = null;
    const dialog = el("dialog", { class: "dialog", "aria-label": title });
    const answer = (given) => {
      result = given;
      dialog.close();
    };
    const form = el("form", {
      method: "dialog", class: "dialog__form",
      on: { submit: (event) => { event.preventDefault(); answer(value()); } },
    },
    el("h2", { class: "dialog__title" }, title), body, footer(ok, cancel, dialog));
    dialog.append(form);
    dialog.addEventListener("close", () => { dialog.remove(); resolve(result); });
    document.body.append(dialog);
    onReady?.(answer);
    dialog.showModal();
  });
}

function footer(ok, cancel, dialog) {
  return el("div", { class: "dialog__buttons" },
    el("button", { type: "button", class: "button", on: { click: () => dialog.close() } }, cancel),
    ok && el("button", { type: "submit", class: "button button--main" }, ok));
}

/**
 * @param {string} question
 * @param {string} ok the words on the button that confirms
 * @returns {Promise<boolean>}
 */
export async function confirm(question, ok) {
  return Boolean(await ask({ title: "確認", body: el("p", {}, question), ok }));
}
