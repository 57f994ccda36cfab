const LINK_SCHEMES = new Set(["http:", "https:", "tel:", "mailto:", "line:"]);

/**
 * The address as a browser may open it, or null where its scheme is not one LINE opens.
 * @param {unknown} uri
 * @returns {string|null}
 */
export function safeLink(uri) {
  const url = parse(uri);
  return url && LINK_SCHEMES.has(url.protocol) ? url.href : null;
}

/**
 * The address of a picture, a film or a sound, or null where the page must not load it:
 * only https and the page's own origin are allowed (the page's CSP says the same).
 * @param {unknown} uri
 * @returns {string|null}
 */
export function safeMedia(uri) {
  const url = parse(uri, document.baseURI);
  if (!url) return null;
  return url.protocol === "https:" || url.origin === location.origin ? url.href : null;
}

/**
 * Opens an address in a new tab that learns nothing of this page.
 * @param {string} href an address that {@link safeLink} has passed
 */
export function openLink(href) {
  window.open(href, "_blank", "noopener,noreferrer");
}

function parse(uri, base) {
  try {
    return new URL(String(uri), base);
  } catch {
    return null;
  }
}
