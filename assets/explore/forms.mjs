/* Explore without a pointer, and with one: what controls and drags say, as fields of the address. */

import { CAUTIONS, COLOURED_BY, IDS } from "../page/contract.mjs";
import { closestTo, elementById, queryAll, queryOne, targetOf } from "../page/dom.mjs";
import { setFieldsOf } from "../page/gene-set.mjs";
import { axesOf, figureById } from "../plot/plotly.mjs";
import { written } from "./address.mjs";
import { plotAxes } from "./marks.mjs";
import * as scatter from "./plot.mjs";
import * as rowSets from "./sets.mjs";

const SIMPLEST_PX = 4; // of a lasso's outline; beyond that its genes go along as a set
const SELECTS = ["colour", "flagged", "underpowered"];
const USUAL = { colour: COLOURED_BY, flagged: CAUTIONS[0], underpowered: CAUTIONS[0] };

const control = (name) => elementById(`explore-${name}`);
const text = (value) => (value === null || value === undefined ? "" : String(value));

function put(name, value) {
  const box = control(name);
  if (box && box.value !== value && document.activeElement !== box) box.value = value;
}

function tick(name, on, possible) {
  const box = control(name);
  box.checked = on;
  box.disabled = !possible;
}

/* The complete releases that can be set against the one shown. */
function offer(base) {
  const box = control("against");
  const wanted = [["", base.others.length ? "none" : "no other one here"], ...base.others];
  const there = [...box.options].map(({ value }) => value);
  if (wanted.map(([name]) => name).join() !== there.join()) {
    box.replaceChildren(...wanted.map(([name, label]) => new Option(label, name)));
  }
  box.value = base.against ? base.against.release : "";
  box.disabled = !base.others.length;
}

/* Controls say what the state is. */
export function show(base, state) {
  offer(base);
  for (const side of ["x", "y"]) {
    control(side).value = state[side];
    for (const option of control(side).options) {
      const there = base.has(option.value);
      option.disabled = !there;
      const { title, other } = plotAxes.named[option.value];
      option.hidden = other && !base.against;
      option.textContent = there ? title : `${title} (not in ${other && base.against ? base.against.label : base.label})`;
    }
    tick(`log${side}`, state[`log${side}`], !plotAxes.named[state[side]].signed);
    const legend = queryOne(`#explore-region [data-axis-name="${side}"]`);
    legend.textContent = plotAxes.named[state[side]].title;
    const pair = state.select && state.select.kind === "box" ? (state.select.sides.find(([name]) => name === state[side]) || [])[1] : null;
    put(`region-${side}-from`, text(pair && pair[0]));
    put(`region-${side}-to`, text(pair && pair[1]));
  }
  for (const name of SELECTS) control(name).value = state[name];
  for (const option of control("colour").options) option.disabled = option.value !== "one" && !base.topics[option.value];
  tick("ranks", state.unflagged, true);
  tick("density", state.density, true);
  for (const { name, title, other } of plotAxes.all) {
    const box = queryOne(`#explore-ranges [data-where="${name}"]`);
    box.hidden = !base.has(name);
    if (other) queryOne("legend", box).textContent = title;
    const pair = state.ranges[name] || [];
    put(`where-${name}-from`, text(pair[0]));
    put(`where-${name}-to`, text(pair[1]));
  }
  const many = Object.keys(state.ranges).length;
  queryOne("#explore-ranges .choice-count").textContent = many ? `${many} set` : "";
  const tool = scatter.tool();
  for (const button of queryAll(".explore-tool [data-tool]")) {
    button.setAttribute("aria-pressed", String(button.dataset.tool === tool));
  }
}

/* What a field says: null where it is empty, undefined where it is no number. */
function typed(name) {
  const box = control(name);
  const words = box.value.trim().replace(",", ".").replace("\u2212", "-");
  const value = words === "" ? null : Number(words);
  const wrong = value !== null && !Number.isFinite(value);
  box.setAttribute("aria-invalid", String(wrong));
  return wrong ? undefined : value;
}

function typedPair(name) {
  const ends = [typed(`${name}-from`), typed(`${name}-to`)];
  if (ends.includes(undefined) || ends.every((end) => end === null)) return null;
  return ends[0] !== null && ends[1] !== null && ends[0] > ends[1] ? ends.reverse() : ends;
}

/**
 * Axes with their ranges, without those that have none.
 * @param {[string, any][]} pairs
 * @returns {[string, [number | null, number | null]][]}
 */
const named = (pairs) => pairs.filter(([, ends]) => ends);

function region(state) {
  const found = named(["x", "y"].map((side) => [state[side], typedPair(`region-${side}`)]));
  // One figure on both axes is one range.
  return written.box(state.x === state.y ? found.slice(0, 1) : found);
}

function where(wanted = (_) => true) {
  const found = named(plotAxes.all.filter(({ name }) => wanted(name)).map(({ name }) => [name, typedPair(`where-${name}`)]));
  return written.ranges(Object.fromEntries(found));
}

/* Fewer corners where they would not be seen (Ramer, Douglas, Peucker). */
function simpler(points, reach) {
  if (points.length < 3) return points;
  const [ax, ay] = points[0];
  const [bx, by] = points[points.length - 1];
  const length = Math.hypot(bx - ax, by - ay) || 1;
  let [far, at] = [0, 0];
  points.forEach(([x, y], i) => {
    const away = Math.hypot(bx - ax, by - ay) ? Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length : Math.hypot(x - ax, y - ay);
    if (away > far) [far, at] = [away, i];
  });
  if (far <= reach) return [points[0], points[points.length - 1]];
  return [...simpler(points.slice(0, at + 1), reach).slice(0, -1), ...simpler(points.slice(at), reach)];
}

function lasso(base, state, { x, y }) {
  const axes = axesOf(figureById(IDS.exploreDrawing));
  // A corner is found among pixels and stays the figure that was drawn: no rounding in between.
  const pixels = x.map((value, i) => [axes.x.toPixel(value), axes.y.toPixel(y[i]), i]);
  const [xs, ys] = ["x", "y"].map((side) => state[side] + (state[`log${side}`] ? ".log" : ""));
  let corners = [];
  for (let reach = 1; reach <= SIMPLEST_PX; reach += 1) {
    corners = simpler(pixels, reach).map(([, , at]) => [x[at], y[at]]);
    const select = written.lasso(xs, ys, corners);
    if (select) return { select };
  }
  const points = { kind: "lasso", x: xs, y: ys, points: corners };
  const set = rowSets.selected(base, { select: points });
  const names = rowSets.places(set).map(base.nameOf);
  return { select: "set", ...setFieldsOf(names) };
}

/* A drag on the plot as fields; over a distribution it is a range of one axis. */
export function selection(base, state, { range, lassoPoints }) {
  if (lassoPoints && lassoPoints.x && lassoPoints.y) return lasso(base, state, lassoPoints);
  const sides = named(
    ["x", "y"].map((side) => [state[side], range && range[side] && [...range[side]].sort((a, b) => a - b)])
  );
  return { select: written.box(sides) };
}

/* Fields of the address that need another release, taken back. */
function withoutOther(axes) {
  const gone = new Set(axes.filter(({ other }) => other).map(({ name }) => name));
  const found = { crossed: null, zoom: null, where: where((name) => !gone.has(name)) };
  for (const side of ["x", "y"]) if (gone.has(control(side).value)) found[side] = null;
  return control("colour").value === "crossed" ? { ...found, colour: null } : found;
}

const changed = {
  x: (box) => ({ x: box.value, zoom: null }),
  y: (box) => ({ y: box.value, zoom: null }),
  logx: () => logs(),
  logy: () => logs(),
  // What was drawn of the release before has no meaning in another one.
  against: (box) => ({ against: box.value || null, ...(box.value ? {} : withoutOther(plotAxes.all)) }),
  ranks: (box) => ({ ranks: box.checked ? "unflagged" : null }),
  density: (box) => ({ density: box.checked ? "1" : null }),
};
const logs = () => ({ log: (control("logx").checked ? "x" : "") + (control("logy").checked ? "y" : "") || null, zoom: null });

/**
 * Listen to the controls: `change` takes fields of the address, `stateNow` returns what is shown.
 */
export function listen(change, stateNow) {
  document.addEventListener("change", (event) => {
    const box = closestTo(event, ".explore-view [data-explore]");
    if (!box) return;
    const name = box.dataset.explore;
    if (changed[name]) change(changed[name](box));
    else if (SELECTS.includes(name)) change({ [name]: box.value === USUAL[name] ? null : box.value });
    else if (name.startsWith("where-")) change({ where: where() });
  });

  document.addEventListener("submit", (event) => {
    if (targetOf(event).id !== "explore-region") return;
    event.preventDefault();
    const select = region(stateNow());
    if (select) change({ select });
  });
}

/**
 * What a drag on the plot does, as the address says.
 * @param {string | undefined} name
 */
export function useTool(name) {
  scatter.use(name || null);
  for (const button of queryAll(".explore-tool [data-tool]")) {
    button.setAttribute("aria-pressed", String(button.dataset.tool === scatter.tool()));
  }
}
