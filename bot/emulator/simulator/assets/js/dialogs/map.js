import { el, svg } from "../dom.js";

const WIDTH = 320;
const HEIGHT = 200;
const GRID = 40;
const ZOOM_STEP = 1.6;
const KEY_STEP = 20;
const KEYS = {
  ArrowLeft: [-KEY_STEP, 0], ArrowRight: [KEY_STEP, 0],
  ArrowUp: [0, -KEY_STEP], ArrowDown: [0, KEY_STEP],
};

/**
 * A map without a network: a grid and named places around a pin that stays in the middle while the
 * map is dragged under it, as in LINE's own picker.
 */
export class DragMap {
  #scale = 22_000; // pixels for one degree of latitude
  #centre;
  #layer = svg("g");
  #places;
  #onMove;

  /**
   * @param {{latitude: number, longitude: number}} centre
   * @param {Array<{title: string, latitude: number, longitude: number}>} places shown as marks
   * @param {(centre: {latitude: number, longitude: number}) => void} onMove called after each move
   */
  constructor(centre, places, onMove) {
    this.#places = places;
    this.#onMove = onMove;
    const pin = svg("path", { class: "map__pin",
      d: "M160 100c-9-12-14-19-14-26a14 14 0 0 1 28 0c0 7-5 14-14 26z" });
    const view = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, "aria-hidden": "true" },
      this.#layer, pin);
    this.node = el("div", {
      class: "map", tabindex: "0", role: "application",
      "aria-label": "地図。矢印キーかドラッグで動かします",
      on: { pointerdown: (event) => this.#grab(event), keydown: (event) => this.#key(event) },
    }, view, this.#zoomButton("+", "拡大", ZOOM_STEP), this.#zoomButton("−", "縮小", 1 / ZOOM_STEP));
    this.show(centre);
  }

  /** @param {{latitude: number, longitude: number}} centre puts the pin there */
  show({ latitude, longitude }) {
    this.#centre = { latitude, longitude };
    this.#layer.replaceChildren(...this.#grid(), ...this.#places.map((place) => this.#mark(place)));
  }

  #zoomButton(sign, label, factor) {
    const zoom = () => {
      this.#scale = Math.min(Math.max(this.#scale * factor, 300), 400_000);
      this.show(this.#centre);
    };
    return el("button", {
      type: "button", class: `map__zoom map__zoom--${factor > 1 ? "in" : "out"}`,
      "aria-label": label, on: { click: zoom, pointerdown: (event) => event.stopPropagation() },
    }, sign);
  }

  #grab(event) {
    let [x, y] = [event.clientX, event.clientY];
    const ratio = WIDTH / this.node.clientWidth;
    const drag = (move) => {
      this.#moveBy((x - move.clientX) * ratio, (y - move.clientY) * ratio);
      [x, y] = [move.clientX, move.clientY];
    };
    this.node.setPointerCapture(event.pointerId);
    this.node.addEventListener("pointermove", drag);
    this.node.addEventListener("lostpointercapture",
      () => this.node.removeEventListener("pointermove", drag), { once: true });
  }

  #key(event) {
    if (event.target !== this.node || !KEYS[event.key]) return;
    event.preventDefault();
    this.#moveBy(...KEYS[event.key]);
  }

  #moveBy(x, y) {
    const latitude = clamp(this.#centre.latitude - y / this.#scale, 85);
    const longitude = clamp(this.#centre.longitude + x / this.#across(), 180);
    this.show({ latitude, longitude });
    this.#onMove(this.#centre);
  }

  // A degree of longitude is shorter the farther north one stands.
  #across() {
    return this.#scale * Math.cos((this.#centre.latitude * Math.PI) / 180);
  }

  #project({ latitude, longitude }) {
    const x = WIDTH / 2 + (longitude - this.#centre.longitude) * this.#across();
    const y = HEIGHT / 2 - (latitude - this.#centre.latitude) * this.#scale;
    return [x, y];
  }

  #grid() {
    const [x0, y0] = this.#project({ latitude: 0, longitude: 0 }).map((v) => ((v % GRID) + GRID) % GRID);
    const lines = [];
    for (let x = x0; x < WIDTH; x += GRID) lines.push(`M${x} 0V${HEIGHT}`);
    for (let y = y0; y < HEIGHT; y += GRID) lines.push(`M0 ${y}H${WIDTH}`);
    return [svg("path", { class: "map__grid", d: lines.join("") })];
  }

  #mark(place) {
    const [x, y] = this.#project(place);
    const name = svg("text", { x: x + 6, y: y + 4 });
    name.textContent = place.title;
    return svg("g", { class: "map__mark" }, svg("circle", { cx: x, cy: y, r: 3.5 }), name);
  }
}

const clamp = (value, limit) => Math.min(Math.max(value, -limit), limit);
