/* Very many stems and heads, as pixels on one canvas over Plotly's axes (assets/plot/stamps.mjs). */

import { axesOf, pointerIn } from "../plot/plotly.mjs";
import { canvasOver, plotScales, press, putSheet, stamp, stampSheet } from "../plot/stamps.mjs";

const NEAR_PX = 8; // from the pointer to the head that it means
const STEM = [148, 163, 184];
const OPAQUE = 255;

function stems({ image, whole, rim }, { tops, toX, toY }, ratio) {
  const [colour] = new Uint32Array(new Uint8Array([...STEM, OPAQUE]).buffer);
  const thick = Math.round(ratio);
  const foot = Math.min(Math.round(toY(0)), image.height - rim);
  tops.forEach((top, residue) => {
    const left = Math.round(toX(residue)) + rim;
    if (!top || left < 0 || left + thick > image.width) return;
    for (let y = Math.max(0, Math.round(toY(top)) + rim); y < foot + rim; y += 1) {
      whole.fill(colour, y * image.width + left, y * image.width + left + thick);
    }
  });
}

function rings(pen, shapes, { toX, toY }, ratio) {
  for (const { xanchor, yanchor, yref, x1, line } of shapes) {
    if (yref !== "y") continue; // of the visitor's own row, which Plotly draws
    pen.beginPath();
    pen.arc(toX(xanchor), toY(yanchor), x1 * ratio, 0, 2 * Math.PI);
    Object.assign(pen, { strokeStyle: getComputedStyle(pen.canvas).color, lineWidth: line.width * ratio });
    pen.stroke();
  }
}

/* Paint what was stacked over the axes as they are. */
export function paint(box, { heads, tops }, markers) {
  const ratio = window.devicePixelRatio || 1;
  const canvas = canvasOver(box, "lollipop-heads", ratio);
  const around = getComputedStyle(canvas).getPropertyValue("--card"); // light or dark, as the page is
  const stamps = markers.map((marker) => stamp(marker, around, ratio));
  const sheet = stampSheet(canvas.width, canvas.height, stamps);
  const { toX, toY } = plotScales(box, ratio);
  stems(sheet, { tops, toX, toY }, ratio);
  heads.forEach(({ x, y }, kind) => press(stamps[kind], sheet, Float64Array.from(x, toX), Float64Array.from(y, toY)));
  const pen = canvas.getContext("2d");
  putSheet(sheet, pen);
  rings(pen, box.layout.shapes || [], { toX, toY }, ratio);
}

/* The head under the pointer: {residue, height, x, y} with x and y in the box, else null. */
export function under(box, { tops }, event) {
  const place = pointerIn(box, event);
  if (!place) return null;
  const [x, y] = place;
  const axes = axesOf(box);
  const { toX, toY } = plotScales(box, 1);
  const [from, to] = axes.x.range;
  const [bottom, highest] = axes.y.range;
  const residueAt = (px) => Math.round(from + (px / axes.x.length) * (to - from));
  const level = highest - (y / axes.y.length) * (highest - bottom);
  let nearest = null;
  let least = NEAR_PX;
  for (let residue = Math.max(0, residueAt(x - NEAR_PX)); residue <= residueAt(x + NEAR_PX); residue += 1) {
    if (!tops[residue]) continue;
    const height = Math.min(tops[residue], Math.max(1, Math.round(level)));
    const away = Math.hypot(toX(residue) - x, toY(height) - y);
    if (away > least) continue;
    least = away;
    nearest = { residue, height, x: toX(residue) + axes.x.offset, y: toY(height) + axes.y.offset };
  }
  return nearest;
}

export function removed(box) {
  const canvas = box.querySelector(".lollipop-heads");
  if (canvas) canvas.remove();
}
