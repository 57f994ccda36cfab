// Draws LINE messages as the simulator does: each [data-line-messages] holds a JSON list of them.
// What stands in the place before is their text, for browsers without scripts.
import { renderMessage } from "../line/js/render/index.js";

for (const place of document.querySelectorAll("[data-line-messages]")) {
  place.replaceChildren(...JSON.parse(place.dataset.lineMessages).map((message) => renderMessage(message)));
}
