// The sizes behind the keywords of Flex Messages, in CSS pixels.
const SPACING = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const FONT = {
  xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74,
};
const IMAGE = {
  xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220,
};
const BORDER = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };

const LENGTH = /^-?\d+(\.\d+)?(px|%)$/;
const COLOUR = /^#([0-9a-f]{6}|[0-9a-f]{8})$/i;
const RATIO = /^(\d+(?:\.\d+)?):(\d+(?:\.\d+)?)$/;

/**
 * @param {Object<string, number>} table
 * @returns {(value: unknown) => string|null} keyword, pixels or per cent to a CSS length; null else
 */
const lengths = (table) => (value) => {
  if (typeof value !== "string") return null;
  if (Object.hasOwn(table, value)) return `${table[value]}px`;
  return LENGTH.test(value) ? value : null;
};

/** Margin, spacing, padding and offset. */
export const space = lengths(SPACING);
/** Rounding of corners. */
export const radius = lengths(SPACING);
/** Size of text and of icons. */
export const fontSize = lengths(FONT);
/** Width of a border. */
export const borderWidth = lengths(BORDER);
/** Width and height of boxes: no keywords. */
export const boxLength = lengths({});
/** Width of an image. */
export const imageWidth = (value) => (value === "full" ? "100%" : lengths(IMAGE)(value));

/** @param {unknown} value @returns {string|null} #RRGGBB or #RRGGBBAA */
export function colour(value) {
  return typeof value === "string" && COLOUR.test(value) ? value : null;
}

/**
 * @param {unknown} value such as "20:13"
 * @param {string} fallback
 * @returns {string} as CSS writes it, "20 / 13"
 */
export function aspectRatio(value, fallback = "1 / 1") {
  const match = RATIO.exec(String(value ?? ""));
  return match ? `${match[1]} / ${match[2]}` : fallback;
}

/**
 * @param {Object|undefined} background a linearGradient object
 * @returns {string|null} a CSS gradient
 */
export function gradient(background) {
  if (background?.type !== "linearGradient") return null;
  const angle = /^\d+(\.\d+)?deg$/.test(background.angle) ? background.angle : "0deg";
  const centre = colour(background.centerColor);
  const at = /^\d+(\.\d+)?%$/.test(background.centerPosition) ? background.centerPosition : "50%";
  const stops = [
    `${colour(background.startColor)} 0%`, centre && `${centre} ${at}`,
    `${colour(background.endColor)} 100%`,
  ];
  return `linear-gradient(${angle}, ${stops.filter(Boolean).join(", ")})`;
}
