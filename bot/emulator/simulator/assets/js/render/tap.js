/**
 * Makes a node do an action when it is tapped or chosen by keyboard. Without an action, or in a
 * context where actions go nowhere, the node is left as it is.
 * @template {HTMLElement} T
 * @param {T} node
 * @param {Object|undefined} action an action object of the Messaging API
 * @param {import("./index.js").RenderContext} context
 * @returns {T} the same node
 */
export function tappable(node, action, context) {
  if (!action || !context.onAction) return node;
  node.classList.add("tappable");
  if (node.tagName !== "BUTTON") makeButton(node, action);
  node.addEventListener("click", (event) => {
    // A button inside a box that is itself a button: only the inner one is meant.
    event.stopPropagation();
    context.onAction(action);
  });
  return node;
}

function makeButton(node, action) {
  node.setAttribute("role", action.type === "uri" ? "link" : "button");
  node.tabIndex = 0;
  if (action.label && !node.textContent) node.setAttribute("aria-label", action.label);
  node.addEventListener("keydown", (event) => {
    if (event.target !== node || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    node.click();
  });
}
