// Makes a Leaflet map of every [data-map]. Its JSON:
//   tiles      {address, attribution, page, least_zoom, most_zoom}
//   view       {latitude, longitude, zoom}, or {south, west, north, east}
//   points     an address with {z}, {x}, {y}: GeoJSON of one tile. A point's properties: title, href, mark (a
//              class map-mark--<mark>), or count where it stands for several
//   marker     {latitude, longitude, title}: one place
//   pick       {latitude, longitude}: ids of two inputs that the map fills in, and follows
//   draw       an area that is drawn, see draw.js
// When a map is there its element fires "map:made" with {map}, for scripts that draw more on it.
"use strict";

(() => {
  const words = { in: "地図を大きくする", out: "地図を小さくする", pick: "この場所", failed: "地図の点を読み込めませんでした。" };

  const tell = (element, text) => {
    const place = document.getElementById(element.getAttribute("aria-describedby"));
    if (place) place.textContent = text;
  };

  const link = (properties) => {
    const made = document.createElement(properties.href ? "a" : "span");
    made.textContent = properties.title;
    if (properties.href) made.href = properties.href;
    return made;
  };

  const mark = (properties) => {
    const kind = properties.count ? "many" : properties.mark || "plain";
    const text = document.createElement("span");
    text.textContent = properties.count || "";
    const size = properties.count ? 40 : 22;
    return L.divIcon({ html: text, className: `map-mark map-mark--${kind}`, iconSize: [size, size] });
  };

  const point = (map, feature) => {
    const [longitude, latitude] = feature.geometry.coordinates;
    const place = [latitude, longitude];
    const { properties } = feature;
    const name = properties.count ? `${properties.count}件` : properties.title;
    const made = L.marker(place, { icon: mark(properties), title: name, alt: name });
    if (properties.count) return made.on("click", () => map.setView(place, map.getZoom() + 2));
    return made.bindPopup(link(properties));
  };

  // The points of each tile in sight, asked for once per zoom.
  const Points = L.GridLayer.extend({
    initialize(address, element, options) {
      L.GridLayer.prototype.initialize.call(this, options);
      Object.assign(this, { address, element, groups: new Map() });
      this.on("tileunload", (event) => this.forget(this._tileCoordsToKey(event.coords)));
    },
    forget(key) {
      this.groups.get(key)?.remove();
      this.groups.delete(key);
    },
    createTile(coords, done) {
      const key = this._tileCoordsToKey(coords);
      const group = L.layerGroup().addTo(this._map);
      this.forget(key);
      this.groups.set(key, group);
      this.load(coords, key, group).then(() => done(null), (error) => { tell(this.element, words.failed); done(error); });
      return document.createElement("div");
    },
    async load(coords, key, group) {
      const answer = await fetch(L.Util.template(this.address, coords), { credentials: "same-origin" });
      if (!answer.ok) throw new Error(answer.status);
      const { features } = await answer.json();
      if (this.groups.get(key) !== group) return;
      for (const feature of features) point(this._map, feature).addTo(group);
    },
    onRemove(map) {
      for (const key of [...this.groups.keys()]) this.forget(key);
      L.GridLayer.prototype.onRemove.call(this, map);
    },
  });

  const pick = (map, ids) => {
    const inputs = [ids.latitude, ids.longitude].map((id) => document.getElementById(id));
    const place = () => inputs.map((input) => Number.parseFloat(input.value));
    const marker = L.marker(map.getCenter(), { icon: mark({ mark: "picked" }), draggable: true, alt: words.pick, title: words.pick });
    const show = () => {
      if (place().some(Number.isNaN)) return marker.remove();
      marker.setLatLng(place()).addTo(map);
      return map.panTo(place());
    };
    const fill = ({ lat, lng }) => {
      [lat, lng].forEach((degrees, index) => { inputs[index].value = degrees.toFixed(6); });
      marker.setLatLng([lat, lng]).addTo(map);
    };
    map.on("click", (event) => fill(event.latlng));
    marker.on("dragend", () => fill(marker.getLatLng()));
    for (const input of inputs) input.addEventListener("change", show);
    show();
  };

  const look = (map, view) => {
    if (view.south === undefined) map.setView([view.latitude, view.longitude], view.zoom);
    else map.fitBounds([[view.south, view.west], [view.north, view.east]]);
  };

  const make = (element) => {
    const set = JSON.parse(element.dataset.map);
    const map = L.map(element, { zoomControl: false, minZoom: set.tiles.least_zoom, maxZoom: Math.max(19, set.tiles.most_zoom) });
    map.attributionControl.setPrefix(false);
    L.control.zoom({ zoomInTitle: words.in, zoomOutTitle: words.out }).addTo(map);
    const source = document.createElement("a");
    Object.assign(source, { href: set.tiles.page, textContent: set.tiles.attribution });
    L.tileLayer(set.tiles.address, { maxNativeZoom: set.tiles.most_zoom, maxZoom: 22, attribution: source.outerHTML, referrerPolicy: "no-referrer" }).addTo(map);
    look(map, set.view);
    if (set.points) new Points(set.points, element, { maxZoom: 22 }).addTo(map);
    if (set.marker) point(map, { geometry: { coordinates: [set.marker.longitude, set.marker.latitude] }, properties: { mark: "picked", ...set.marker } }).addTo(map);
    if (set.pick) pick(map, set.pick);
    element.dispatchEvent(new CustomEvent("map:made", { bubbles: true, detail: { map } }));
  };

  document.querySelectorAll("[data-map]").forEach(make);
})();
