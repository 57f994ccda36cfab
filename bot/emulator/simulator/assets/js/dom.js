/**
 * Builds an element. Strings among the children become text nodes, never markup.
 * @param {string} tag
 * @param {Object} [props] attributes; besides: `on` (listeners by event type), `css` (style
 *   properties, set through the CSSOM so that a strict CSP allows them), `data` (dataset)
 * @param {...(Node|string|number|null|false|undefined|Array)} children empty ones are left out
 * @returns {HTMLElement}
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) setProp(node, name, value);
  node.append(...children.flat().filter(isPresent));
  return node;
}

/**
 * Sets style properties; null and undefined ones are left alone.
 * @param {HTMLElement} node
 * @param {Object<string, string|number|null|undefined>} css property names with hyphens
 * @returns {HTMLElement} the same node
 */
export function style(node, css) {
  for (const [name, value] of Object.entries(css)) {
    if (isPresent(value)) node.style.setProperty(name, String(value));
  }
  return node;
}

/**
 * Builds an SVG element.
 * @param {string} tag
 * @param {Object<string, string|number>} [attributes]
 * @param {...Node} children
 * @returns {SVGElement}
 */
export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  node.append(...children);
  return node;
}

function isPresent(value) {
  return value !== null && value !== undefined && value !== false;
}

function setProp(node, name, value) {
  if (!isPresent(value)) return;
  if (name === "on") {
    for (const [type, listener] of Object.entries(value)) node.addEventListener(type, listener);
  } else if (name === "css") style(node, value);
  else if (name === "data") Object.assign(node.dataset, value);
  else node.setAttribute(name, value === true ? "" : String(value));
}
