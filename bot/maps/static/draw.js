// Lets somebody draw an area on a map: each click is a corner. The map's JSON names in `draw`:
//   field   the id of the hidden input that holds the corners as JSON, [[latitude, longitude], ...]
//   undo, clear   ids of the buttons that take back the last corner, or all of them
//   points  [[latitude, longitude, title], ...]: what lies inside is counted and told
// Without a mouse the area is given in the fields beside the map.
"use strict";

document.addEventListener("map:made", (event) => {
  const element = event.target;
  const set = JSON.parse(element.dataset.map).draw;
  if (!set) return;
  const { map } = event.detail;
  const [field, undo, clear] = [set.field, set.undo, set.clear].map((id) => document.getElementById(id));
  const told = document.getElementById(element.getAttribute("aria-describedby"));
  const shape = L.polygon([], { color: "#a90000", weight: 3, fillOpacity: 0.15 }).addTo(map);
  const corners = L.layerGroup().addTo(map);
  const dots = L.layerGroup().addTo(map);
  const marks = set.points.map(([latitude, longitude, title]) =>
    L.circleMarker([latitude, longitude], { radius: 3, weight: 1, color: "#4d4d4d", interactive: false }).addTo(dots) && { latitude, longitude, title });
  let drawn = field.value ? JSON.parse(field.value) : [];

  // Even-odd rule, as good as a glance; the server decides which towns are meant.
  const holds = ({ latitude, longitude }) => drawn.reduce((inside, [north, east], index) => {
    const [otherNorth, otherEast] = drawn[(index || drawn.length) - 1];
    const between = (north > latitude) !== (otherNorth > latitude);
    return between && longitude < ((otherEast - east) * (latitude - north)) / (otherNorth - north) + east ? !inside : inside;
  }, false);

  const show = () => {
    field.value = drawn.length ? JSON.stringify(drawn) : "";
    shape.setLatLngs(drawn);
    corners.clearLayers();
    for (const corner of drawn) L.circleMarker(corner, { radius: 6, color: "#a90000", fillOpacity: 1 }).addTo(corners);
    const inside = drawn.length > 2 ? [...new Set(marks.filter(holds).map((one) => one.title))] : [];
    const names = inside.slice(0, 8).join("、");
    told.textContent = drawn.length < 3 ? `囲む点 ${drawn.length}個（3個から囲めます）` : `囲んだ中の町 ${inside.length}か所 ${names}${inside.length > 8 ? "ほか" : ""}`;
    for (const button of [undo, clear]) button.disabled = !drawn.length;
  };

  map.on("click", ({ latlng }) => { drawn = [...drawn, [Number(latlng.lat.toFixed(6)), Number(latlng.lng.toFixed(6))]]; show(); });
  undo.addEventListener("click", () => { drawn = drawn.slice(0, -1); show(); });
  clear.addEventListener("click", () => { drawn = []; show(); });
  if (drawn.length) map.fitBounds(drawn);
  show();
});
