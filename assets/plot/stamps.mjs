/* Symbols as pixels on a canvas over Plotly's axes, where there are very many. As SVG each costs an
 * element; WebGL is missing on many virtual desktops and in hardened browsers, and slower without a
 * graphics card. */

import { areaOf, axesOf } from "./plotly.mjs";

const REACH = 1.5; // of a symbol's size, in which all of it lies
const OPAQUE = 255;

/* Corners of Plotly's symbols in radii of a circle of the same size; a circle has none. */
function corners(count, long, short) {
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count;
    const radius = i % 2 ? short : long;
    return [radius * Math.sin(angle), -radius * Math.cos(angle)];
  });
}
const PLUS = [
  [-0.4, -1.2], [0.4, -1.2], [0.4, -0.4], [1.2, -0.4], [1.2, 0.4], [0.4, 0.4],
  [0.4, 1.2], [-0.4, 1.2], [-0.4, 0.4], [-1.2, 0.4], [-1.2, -0.4], [-0.4, -0.4],
];
const TRIANGLE = corners(3, 1.15, 1.15);
const SHAPES = {
  "circle": [],
  "square": [[-1, -1], [1, -1], [1, 1], [-1, 1]],
  "diamond": corners(4, 1.3, 1.3),
  "triangle-up": TRIANGLE,
  "triangle-down": TRIANGLE.map(([x, y]) => [x, -y]),
  "pentagon": corners(5, 1, 1),
  "hexagon": corners(6, 1, 1),
  "hourglass": [[1, 1], [-1, 1], [1, -1], [-1, -1]],
  "star": corners(10, 1.4, 0.54),
  "cross": PLUS,
  "x": PLUS.map(([x, y]) => [(x - y) * Math.SQRT1_2, (x + y) * Math.SQRT1_2]),
};

function outline(symbol, radius) {
  const shape = new Path2D();
  const found = SHAPES[symbol] || SHAPES.circle;
  for (const [x, y] of found) shape.lineTo(x * radius, y * radius);
  if (!found.length) shape.arc(0, 0, radius, 0, 2 * Math.PI);
  shape.closePath();
  return shape;
}

/* A marker of Plotly as the pixels that it covers: where, in which colour, and how much of each
 * (1: all of it). `rim` is the colour of its line, `ratio` the pixels to one of the page's. */
export function stamp({ color, symbol, size, line, opacity = 1 }, rim, ratio) {
  const reach = Math.ceil((size * REACH * ratio) / 2);
  const side = 2 * reach + 1;
  const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  const shape = outline(symbol, (size / 2) * ratio);
  pen.translate(side / 2, side / 2);
  pen.fillStyle = color;
  pen.fill(shape);
  if (line.width) {
    Object.assign(pen, { strokeStyle: rim, lineWidth: line.width * ratio });
    pen.stroke(shape);
  }
  const image = pen.getImageData(0, 0, side, side).data;
  const spots = [];
  for (let i = 0; i < side * side; i += 1) {
    const share = (image[4 * i + 3] / OPAQUE) * opacity;
    if (share) spots.push({ right: (i % side) - reach, down: Math.floor(i / side) - reach, rgb: image.slice(4 * i, 4 * i + 3), share });
  }
  return { reach, spots };
}

/* A picture with a rim as wide as a symbol, so that no pixel need be asked whether it is inside. */
export function stampSheet(width, height, stamps) {
  const rim = 2 * Math.max(0, ...stamps.map(({ reach }) => reach));
  const image = new ImageData(width + 2 * rim, height + 2 * rim);
  return { image, rim, width, height, whole: new Uint32Array(image.data.buffer), bytes: image.data };
}

/* Print a symbol at points, in pixels of the picture, one over the other. */
export function press({ reach, spots }, { image, whole, bytes, rim, width, height }, xs, ys) {
  const offsets = Int32Array.from(spots, ({ right, down }) => down * image.width + right);
  const colours = new Uint32Array(Uint8Array.from(spots.flatMap(({ rgb }) => [...rgb, OPAQUE])).buffer);
  for (let point = 0; point < xs.length; point += 1) {
    const [right, down] = [Math.round(xs[point]), Math.round(ys[point])];
    if (!(right >= -reach && right <= width + reach && down >= -reach && down <= height + reach)) continue;
    const centre = (down + rim) * image.width + right + rim;
    for (let i = 0; i < offsets.length; i += 1) {
      const at = centre + offsets[i];
      if (spots[i].share === 1) whole[at] = colours[i];
      else mix(bytes, 4 * at, spots[i]);
    }
  }
}

/* One colour over another, of which there may be a part only. */
function mix(bytes, at, { rgb, share }) {
  const whole = share + (bytes[at + 3] / OPAQUE) * (1 - share);
  const part = share / whole;
  for (let i = 0; i < 3; i += 1) bytes[at + i] += (rgb[i] - bytes[at + i]) * part;
  bytes[at + 3] = whole * OPAQUE;
}

export function putSheet({ image, rim }, pen) {
  pen.putImageData(image, -rim, -rim);
}

/* From an axis to pixels of the plot's area, `ratio` to one of the page's; logarithms where log. */
export function plotScales(box, ratio) {
  const axes = axesOf(box);
  const [left, right] = axes.x.range;
  const [bottom, top] = axes.y.range;
  return {
    toX: (x) => ((x - left) / (right - left)) * axes.x.length * ratio,
    toY: (y) => (1 - (y - bottom) / (top - bottom)) * axes.y.length * ratio,
  };
}

/* The canvas of this name over the plot's area, between the plot and what hovers over it. */
/** @returns {HTMLCanvasElement} */
export function canvasOver(box, name, ratio) {
  const { x, y } = axesOf(box);
  const home = areaOf(box);
  /** @type {HTMLCanvasElement | null} */
  let canvas = home.querySelector(`.${name}`);
  if (!canvas) {
    canvas = Object.assign(document.createElement("canvas"), { className: name });
    home.append(canvas);
  }
  Object.assign(canvas, { width: Math.round(x.length * ratio), height: Math.round(y.length * ratio) });
  const px = { left: x.offset, top: y.offset, width: x.length, height: y.length };
  canvas.style.position = "absolute";
  for (const [side, value] of Object.entries(px)) canvas.style[side] = `${value}px`;
  return canvas;
}

export const stampShapes = Object.keys(SHAPES);
