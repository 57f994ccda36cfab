import { el } from "../dom.js";
import { localMinute } from "../time.js";
import { ask } from "./modal.js";

const MODES = {
  date: { input: "date", title: "日付を選ぶ", length: [0, 10] },
  time: { input: "time", title: "時刻を選ぶ", length: [11, 16] },
  datetime: { input: "datetime-local", title: "日時を選ぶ", length: [0, 16] },
};

/**
 * Lets the citizen choose what a datetimepicker action asks for.
 * @param {{mode: string, initial?: string, min?: string, max?: string}} action
 * @returns {Promise<Object|null>} the postback's params, such as {date: "2026-11-21"}
 */
export async function pickDatetime(action) {
  const mode = MODES[action.mode];
  const now = localMinute(Date.now()).slice(...mode.length);
  const input = el("input", {
    type: mode.input, required: true, class: "dialog__input", "aria-label": mode.title,
    min: normal(action.min), max: normal(action.max), value: normal(action.initial) ?? now,
  });
  const chosen = await ask({
    title: mode.title, body: [input, limits(action)], ok: "決定", value: () => input.value,
  });
  return chosen && { [action.mode]: chosen };
}

// LINE takes a small t between date and time as well.
const normal = (value) => value?.replace("t", "T") ?? null;

function limits({ min, max }) {
  if (!min && !max) return null;
  const words = (value) => value?.replace(/[tT]/, " ").replaceAll("-", "/") ?? "";
  return el("p", { class: "dialog__hint" }, `選べる範囲:${words(min)} 〜 ${words(max)}`);
}
