/* The points of explore, its rings and the outline of what is selected: pixels on a canvas over
 * Plotly's axes (assets/plot/stamps.mjs), and which row lies under the pointer. */

import { axesOf, pointerIn } from "../plot/plotly.mjs";
import { canvasOver, plotScales, press, putSheet, stamp, stampSheet } from "../plot/stamps.mjs";

const NAME = "explore-points";
const NEAR_PX = 9; // from the pointer to the point that it means
const PIXELS_MOST = 2; // to one of the page's

const pixels = () => Math.min(PIXELS_MOST, Math.max(1, window.devicePixelRatio || 1));

function ring(pen, { x, y, size, width }, { toX, toY }, ratio) {
  pen.lineWidth = width * ratio;
  pen.beginPath();
  pen.arc(toX(x), toY(y), (size / 2) * ratio, 0, 2 * Math.PI);
  pen.stroke();
}

function outline(pen, { color, corners }, { toX, toY }, ratio) {
  Object.assign(pen, { strokeStyle: color, lineWidth: 2 * ratio });
  pen.beginPath();
  for (const [x, y] of corners) pen.lineTo(toX(x), toY(y));
  pen.closePath();
  pen.stroke();
}

function onto(canvas, { batches, lasso, rings, ink }, scales, ratio) {
  const stamps = batches.map(({ marker }) => stamp(marker, ink, ratio));
  const sheet = stampSheet(canvas.width, canvas.height, stamps);
  batches.forEach(({ x, y }, at) => press(stamps[at], sheet, x.map(scales.toX), y.map(scales.toY)));
  const pen = canvas.getContext("2d");
  putSheet(sheet, pen);
  if (lasso) outline(pen, lasso, scales, ratio);
  pen.strokeStyle = ink;
  for (const each of rings) ring(pen, each, scales, ratio);
}

/* Paint over the axes as they are. */
export function paint(box, painted) {
  const ratio = pixels();
  onto(canvasOver(box, NAME, ratio), painted, plotScales(box, ratio), ratio);
}

/* The same for a picture: an image over the axes of a figure that Plotly has drawn in `box`. */
export function image(box, painted, ratio) {
  const axes = axesOf(box);
  const size = { width: Math.round(axes.x.length * ratio), height: Math.round(axes.y.length * ratio) };
  const canvas = Object.assign(document.createElement("canvas"), size);
  onto(canvas, painted, plotScales(box, ratio), ratio);
  return {
    source: canvas.toDataURL(), layer: "above", sizing: "stretch",
    xref: "x domain", yref: "y domain", x: 0, y: 1, sizex: 1, sizey: 1, xanchor: "left", yanchor: "top",
  };
}

/* The row of the point under the pointer, the upper one of two that are as near; else null. */
export function under(box, { batches }, event) {
  const place = pointerIn(box, event);
  if (!place) return null;
  const [x, y] = place;
  const { toX, toY } = plotScales(box, 1);
  let [least, nearest] = [NEAR_PX ** 2, null];
  for (const batch of batches) {
    for (let i = 0; i < batch.x.length; i += 1) {
      const away = (toX(batch.x[i]) - x) ** 2 + (toY(batch.y[i]) - y) ** 2;
      if (away <= least) [least, nearest] = [away, batch.rows[i]];
    }
  }
  return nearest;
}
