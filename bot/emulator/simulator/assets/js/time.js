// The talk keeps Japan's time wherever the browser runs, as the citizens it plays would see it.
const ZONE = "Asia/Tokyo";
const CLOCK = new Intl.DateTimeFormat("ja-JP", { timeZone: ZONE, hour: "numeric", minute: "2-digit" });
const DAY = new Intl.DateTimeFormat("ja-JP", {
  timeZone: ZONE, month: "numeric", day: "numeric", weekday: "short",
});
const KEY = new Intl.DateTimeFormat("sv-SE", { timeZone: ZONE });
const MINUTE = new Intl.DateTimeFormat("sv-SE", {
  timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
});

/** @param {number} at milliseconds since 1970 @returns {string} such as 9:05 */
export const clockTime = (at) => CLOCK.format(at);

/** @param {number} at milliseconds @returns {string} the calendar day in Japan, such as 2026-11-21 */
export const dayKey = (at) => KEY.format(at);

/** @param {number} at milliseconds @returns {string} as an input of type datetime-local wants it */
export const localMinute = (at) => MINUTE.format(at).replace(" ", "T");

/**
 * @param {number} at milliseconds
 * @param {number} now milliseconds
 * @returns {string} 今日, 昨日 or such as 11月19日(木)
 */
export function dayLabel(at, now) {
  if (dayKey(at) === dayKey(now)) return "今日";
  if (dayKey(at) === dayKey(now - 86_400_000)) return "昨日";
  const part = Object.fromEntries(DAY.formatToParts(at).map((p) => [p.type, p.value]));
  return `${part.month}月${part.day}日(${part.weekday})`;
}
