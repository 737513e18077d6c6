/* The one plot of explore: drawn on a stable node, and what is done on it.
 * A lasso and a box are drawn as shapes: Plotly's own lasso asks every point at each move of the
 * pointer, and draws all of them twice. Which genes are meant, explore finds by itself. */

import { current } from "../page/address.mjs";
import { IDS } from "../page/contract.mjs";
import { targetOf } from "../page/dom.mjs";
import { axesOf, figureById, isDragArea, isDrawn } from "../plot/plotly.mjs";
import { blankFigure, scatterFigure } from "./figure.mjs";
import { settings } from "./marks.mjs";
import * as pointLayer from "./points.mjs";

const PAUSE_MS = 20;
const TRIES = 50;
const NARROW_PX = 620;
const DRAG = { lasso: "drawclosedpath", select: "drawrect", zoom: "zoom", pan: "pan", none: false };
const LEAST_PX = 4; // a drag that is smaller is a click
const RANGE_KEYS = ["xaxis.range[0]", "xaxis.range[1]", "yaxis.range[0]", "yaxis.range[1]"];
let turn = Promise.resolve();
let painted = null; // points, rings and outline, and the node that they are painted on
let chosen = null; // what a drag does, once a person has said so
let pointed = null; // the row under the pointer
let drawnOf = null; // the release
let warming = false;
let down = null; // where the pointer went down, and how far from there it was since
/** @type {Record<string, (...given: any[]) => any>} */
const on = { select: () => {}, zoom: () => {}, pick: () => {}, hover: () => {} };

// On a phone a finger on the plot moves the page until something else is chosen.
export const tool = () => chosen || (node() && node().width < NARROW_PX ? "none" : "lasso");
const node = () => figureById(IDS.exploreDrawing);

const config = () => ({ ...settings().config, responsive: false, doubleClick: false, displayModeBar: false });

/* The width is asked of the page once, then watched: asking costs a layout of everything. */
function look(box) {
  box.width = box.width || box.clientWidth;
  return { narrow: box.width < NARROW_PX, width: box.width, dragmode: DRAG[tool()] };
}

const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/* Axes are set up while there is nothing to draw yet: once the question to the server has gone
 * out, which may be before the page around the plot is there. */
export function warm() {
  if (warming) return;
  warming = true;
  turn = turn
    .then(frame)
    .then(async () => {
      for (let tries = 0; !node() && tries < TRIES; tries += 1) await new Promise((done) => setTimeout(done, PAUSE_MS));
      warming = false;
      const box = node();
      if (!box || isDrawn(box) || !current || current.view !== "explore") return;
      const { data, layout } = blankFigure(look(box));
      await window.Plotly.newPlot(box, data, layout, config());
    })
    .catch((error) => console.error("The scatter was not prepared:", error));
}

/* Draw; calls are worked off one after the other. */
export function draw(base, state, sets) {
  turn = turn
    .then(async () => {
      const box = node();
      if (!box) return;
      const { data, layout, painted: points } = scatterFigure(base, state, sets, look(box));
      if (drawnOf !== base) pointed = null;
      drawnOf = base;
      await window.Plotly.react(box, data, layout, config());
      painted = { ...points, box };
      paint(box);
      listen(box);
    })
    .catch((error) => console.error("The scatter was not drawn:", error));
  return turn;
}

/* Most of what changes the layout moves no point. */
function paint(box) {
  if (!painted || painted.box !== box) return;
  const { x, y } = axesOf(box);
  const over = [x, y].flatMap(({ range, length, offset }) => [...range, length, offset]).join(" ");
  if (over !== painted.over) pointLayer.paint(box, painted);
  painted.over = over;
}

const under = (event) => (painted ? pointLayer.under(painted.box, painted, event) : null);

const isSelection = ({ name }) => name === "drawn";

/* The corners of a shape; on a distribution only one of its axes is one of the figure's. */
function corners({ type, xref, yref, path, x0, x1, y0, y1 }) {
  const points = type === "rect" ? [[x0, y0], [x1, y1]] : path.slice(1, -1).split("L").map((point) => point.split(",").map(Number));
  const [x, y] = [0, 1].map((at) => points.map((point) => point[at]));
  return { ...(xref === "x" && { x }), ...(yref === "y" && { y }) };
}

const extent = (values) => [Math.min(...values), Math.max(...values)];

function isClick(box, found) {
  return Object.entries(found).every(([side, values]) => {
    const [from, to] = extent(values).map((end) => axesOf(box)[side].toPixel(end));
    return Math.abs(to - from) < LEAST_PX;
  });
}

/* A shape that was drawn stands until the picture shows what it means. */
async function selected(box, shape) {
  const found = corners(shape);
  if (isClick(box, found)) pick();
  else if (shape.type === "path" && found.x && found.y) await on.select({ lassoPoints: found });
  else await on.select({ range: Object.fromEntries(Object.entries(found).map(([side, values]) => [side, extent(values)])) });
  const { shapes } = box.layout;
  if (shapes.some(isSelection)) turn = turn.then(() => window.Plotly.relayout(box, { shapes: shapes.filter((each) => !isSelection(each)) }));
}

function pick() {
  if (pointed !== null) on.pick(pointed);
}

function pointAt(row, event) {
  pointed = row;
  on.hover(row, event);
}

function listen(box) {
  if (box.listening) return;
  box.listening = true;
  box.addEventListener("mousemove", (event) => event.buttons || pointAt(under(event), event));
  box.addEventListener("mouseleave", () => pointAt(null));
  box.addEventListener("pointerdown", ({ clientX, clientY }) => {
    down = { clientX, clientY, far: 0 };
    on.hover(null);
  }, true);
  // Plotly tells of no click where a drag draws. A finger points at nothing before it taps.
  box.addEventListener("click", (event) => {
    if (!isDragArea(targetOf(event)) || (down && down.far > LEAST_PX)) return;
    if (pointed === null) pointed = under(event);
    pick();
  });
  box.on("plotly_relayouting", () => paint(box)); // while it is moved
  box.on("plotly_doubleclick", () => on.zoom(null));
  box.on("plotly_relayout", (change) => {
    paint(box);
    const shape = (change.shapes || []).find(isSelection);
    if (shape) selected(box, shape);
    if (!RANGE_KEYS.some((key) => key in change)) return;
    const { x, y } = axesOf(box);
    on.zoom([x, y].flatMap((axis) => axis.range.map((end) => (axis.type === "log" ? 10 ** end : end))));
  });
  new ResizeObserver(([{ contentRect }]) => {
    const width = Math.round(contentRect.width);
    if (!width || width === box.width) return;
    box.width = width;
    turn = turn.then(() => box.isConnected && isDrawn(box) && window.Plotly.relayout(box, { width }));
  }).observe(box);
}

/**
 * Say what a drag does, as the address has it; null: what is usual at this width.
 * @param {string | null} name
 */
export function use(name) {
  const known = name && Object.hasOwn(DRAG, name) ? name : null;
  if (known === chosen) return;
  chosen = known;
  turn = turn.then(() => isDrawn(node()) && window.Plotly.relayout(node(), { dragmode: DRAG[tool()] }));
}

// A lasso may end where it began: that is no click. Plotly lays a cover over the page meanwhile.
document.addEventListener("pointermove", ({ clientX, clientY }) => {
  if (down) down.far = Math.max(down.far, Math.hypot(clientX - down.clientX, clientY - down.clientY));
}, true);

/** What is painted over the axes: points, rings and outline. */
export const paintedNow = () => painted;

/** A promise of the end of what is being drawn. */
export const after = () => turn;

/**
 * Say what is done on "select", "zoom", "pick" or "hover".
 */
export function listenTo(name, handler) {
  on[name] = handler;
}

/** What is drawn is what this token stands for. */
export function settle(token) {
  if (node() && node().layout) node().layout.meta = { for: token };
}
