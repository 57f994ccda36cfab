const KEY = "line-simulator.citizens";

/** @returns {string[]} the names of the citizens whose phones were open last time */
export function remembered() {
  try {
    const names = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(names) ? names.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}

/** @param {string[]} names */
export function remember(names) {
  try {
    localStorage.setItem(KEY, JSON.stringify(names));
  } catch {
    // A browser that keeps nothing (private mode) simply starts with the first citizen.
  }
}
