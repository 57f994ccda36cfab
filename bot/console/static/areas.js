// Rectangles on a picture: [data-areas] holds an <img> and names a textarea, in which each line is one
// rectangle: left, top, width, height in percent of the picture. Drawing adds a line; typing moves what is drawn.
"use strict";

for (const frame of document.querySelectorAll("[data-areas]")) {
  const field = document.getElementById(frame.dataset.areas);
  const undo = frame.parentElement.querySelector("[data-areas-undo]");
  const layer = document.createElement("div");
  layer.className = "areas__layer";
  frame.append(layer);
  let start = null;

  const lines = () => field.value.split("\n").filter((line) => line.trim());
  const place = (box, [left, top, width, height]) => {
    Object.assign(box.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
  };
  const add = (numbers) => {
    const box = document.createElement("div");
    box.className = "areas__box";
    place(box, numbers);
    layer.append(box);
    return box;
  };
  const draw = () => {
    layer.replaceChildren();
    for (const line of lines()) {
      const numbers = line.normalize("NFKC").split(/[\s,、]+/).filter(Boolean).map(Number);
      if (numbers.length === 4 && numbers.every(Number.isFinite)) add(numbers);
    }
    undo.hidden = lines().length === 0;
  };
  const at = (event) => {
    const { left, top, width, height } = layer.getBoundingClientRect();
    const percent = (part, whole) => Math.min(100, Math.max(0, (part / whole) * 100));
    return [percent(event.clientX - left, width), percent(event.clientY - top, height)];
  };
  const between = ([x1, y1], [x2, y2]) => [Math.min(x1, x2), Math.min(y1, y2), Math.abs(x1 - x2), Math.abs(y1 - y2)];

  layer.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    layer.setPointerCapture(event.pointerId);
    const from = at(event);
    start = { from, box: add([...from, 0, 0]) };
  });
  layer.addEventListener("pointermove", (event) => {
    if (start) place(start.box, between(start.from, at(event)));
  });
  layer.addEventListener("pointerup", (event) => {
    if (!start) return;
    const numbers = between(start.from, at(event)).map((one) => Math.round(one * 100) / 100);
    start = null;
    if (numbers[2] > 0.3 && numbers[3] > 0.3) field.value = [...lines(), numbers.join(" ")].join("\n");
    draw();
  });
  layer.addEventListener("pointercancel", () => { start = null; draw(); });
  field.addEventListener("input", draw);
  undo.addEventListener("click", () => { field.value = lines().slice(0, -1).join("\n"); draw(); });
  draw();
}
