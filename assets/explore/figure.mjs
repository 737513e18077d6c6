/* The figure of a release: axes, distributions, density, thresholds and labels for Plotly; points by
 * group, rings and outline for the canvas over them. A batch of points stands for a group of the
 * colours and for how strong it is drawn. */

import { escaped } from "../page/text.mjs";
import { densityMap, drawn, steps } from "./distributions.mjs";
import { markOf, plotAxes, settings } from "./marks.mjs";
import * as rowSets from "./sets.mjs";

const ROOM = 0.02; // of an axis, at both ends
const LABELS_MOST = 40;
const LOWEST_LOG = -99;
// Plotly has a plot for two axes, its grid and what a drag does on it, only where a trace stands.
const NOTHING = { type: "scatter", mode: "markers", x: [null], y: [null], hoverinfo: "skip" };
const SIDES = /** @type {("x" | "y")[]} */ (["x", "y"]);
// Faded, normal, selected: opacity without and with a selection.
const STRENGTH = { plain: [0.12, 0.42, 0.95], chosen: [0.05, 0.1, 0.75] };

function colours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  return { ink: read("ink"), soft: read("soft"), line: read("line"), accent: read("accent"), card: read("card") };
}

/* The whole axis, from all rows of the release: filters do not move it. Logarithms where log. */
function whole(base, name, log) {
  let [low, high] = [Infinity, -Infinity];
  for (const value of base.numbers[name]) {
    if (!(value > (log ? 0 : -Infinity))) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return [0, 1];
  const [from, to] = [drawn(low, log), drawn(high, log)];
  const room = (to - from) * ROOM || 1;
  return [from - room, to + room];
}

function ranges(base, state) {
  const zoom = state.zoom || [];
  const pairs = SIDES.map((side, at) => {
    const log = state[`log${side}`];
    const asked = zoom.slice(2 * at, 2 * at + 2).map((value) => drawn(value, log));
    return asked.length && asked.every(Number.isFinite) ? asked : whole(base, state[side], log);
  });
  return { x: pairs[0], y: pairs[1] };
}

/* How strongly each row is drawn: 0 not at all, 1 faded, 2 normal, 3 selected. */
function strengths(base, state, sets) {
  const { plot, pass, selected } = sets;
  const found = new Uint8Array(base.size);
  const dim = { flagged: state.flagged === "dim", underpowered: state.underpowered === "dim" };
  for (let i = 0; i < base.size; i += 1) {
    if (!plot[i] || !pass[i]) continue;
    const faded = (dim.flagged && base.flagged[i]) || (dim.underpowered && base.underpowered[i]);
    found[i] = selected && selected[i] ? 3 : faded ? 1 : 2;
  }
  return found;
}

/* Rows by group and strength, in the order in which they are drawn: the first group on top. */
function batches(base, state, strength) {
  const coloured = base.topics[state.colour];
  const groups = coloured ? coloured.groups : [{ key: "one" }];
  const found = new Map();
  for (let level = 1; level <= 3; level += 1) {
    for (let place = groups.length - 1; place >= 0; place -= 1) {
      found.set(level * 256 + place, { level, group: groups[place], rows: [] });
    }
  }
  for (let i = 0; i < base.size; i += 1) {
    if (strength[i]) found.get(strength[i] * 256 + (coloured ? coloured.group[i] : 0)).rows.push(i);
  }
  return [...found.values()].filter((batch) => batch.rows.length);
}

function points(base, state, batch, hasSelection) {
  const [xs, ys] = [base.numbers[state.x], base.numbers[state.y]];
  const mark = markOf(state.colour, batch.group.key);
  const [faded, normal, selected] = hasSelection ? STRENGTH.chosen : STRENGTH.plain;
  const opacity = [0, faded, normal, selected][batch.level] * (state.density && batch.level < 3 ? 0.5 : 1);
  return {
    rows: batch.rows, group: batch.group,
    x: Float64Array.from(batch.rows, (i) => drawn(xs[i], state.logx)),
    y: Float64Array.from(batch.rows, (i) => drawn(ys[i], state.logy)),
    marker: { color: mark.colour, symbol: mark.symbol, size: mark.size, opacity, line: { width: 0 } },
  };
}

function ring(base, state, row, strong) {
  const [x, y] = SIDES.map((side) => drawn(base.numbers[state[side]][row], state[`log${side}`]));
  return { row, x, y, ...(strong ? { size: 18, width: 3 } : { size: 10, width: 1.5 }) };
}

/* What is selected, as a line; null where these axes cannot show it. */
function outline(state, paint) {
  const { select } = state;
  if (!select || select.kind === "set") return null;
  let corners = null;
  const axis = (side) => state[side] + (state[`log${side}`] ? ".log" : "");
  if (select.kind === "lasso" && select.x === axis("x") && select.y === axis("y")) {
    corners = select.points;
  } else if (select.kind === "box") {
    const sides = Object.fromEntries(select.sides);
    const [xs, ys] = [sides[state.x], sides[state.y]];
    const bounded = [xs, ys].every((pair) => pair && pair.every((end) => end !== null));
    if (bounded && select.sides.length === 2) {
      corners = [[xs[0], ys[0]], [xs[1], ys[0]], [xs[1], ys[1]], [xs[0], ys[1]]];
    }
  }
  if (!corners) return null;
  const ends = corners.map((corner) => corner.map((value, at) => drawn(value, state[`log${SIDES[at]}`])));
  // A logarithmic axis has no place for 0 or less: such an end lies far below what is shown.
  return { color: paint.accent, corners: ends.map((corner) => corner.map((value) => (Number.isFinite(value) ? value : LOWEST_LOG))) };
}

function thresholds(base, state) {
  return SIDES.flatMap((side) =>
    plotAxes.lines(state[side], base)
      .filter(([at]) => !state[`log${side}`] || at > 0)
      .map(([at, words]) => ({ side, at, words, place: drawn(at, state[`log${side}`]) }))
  );
}

const inView = (value, [from, to]) => value >= Math.min(from, to) && value <= Math.max(from, to);

function annotations(base, state, axes, marks, lines, paint, narrow) {
  const font = { size: 11.5, color: paint.ink };
  const found = lines.map(({ side, place, words: text }) =>
    side === "x"
      ? { xref: "x", yref: "y domain", x: place, y: 1, xanchor: "left", yanchor: "top", xshift: 3, text, showarrow: false, font, bgcolor: paint.card }
      : { xref: "x domain", yref: "y", x: 1, y: place, xanchor: "right", yanchor: "bottom", text, showarrow: false, font, bgcolor: paint.card }
  );
  marks.slice(-(narrow ? LABELS_MOST / 4 : LABELS_MOST)).forEach(({ row, strong }, at) => {
    const [x, y] = SIDES.map((side) => drawn(base.numbers[state[side]][row], state[`log${side}`]));
    const text = escaped(base.symbols[row].slice(0, 40));
    const atEnd = (x - axes.x[0]) / (axes.x[1] - axes.x[0]) > 0.85; // the words go to the other side
    found.push({
      x, y, text: strong ? `<b>${text}</b>` : text, ax: atEnd ? -16 : 16, ay: strong || at % 2 ? -18 : 18, xanchor: atEnd ? "right" : "left", showarrow: true, arrowhead: 0, standoff: strong ? 9 : 5,
      arrowwidth: 1, arrowcolor: paint.ink, font: { size: strong ? 14 : 12, color: paint.ink }, bgcolor: paint.card, borderpad: 1,
    });
  });
  return found;
}

function threshold({ side, at }, paint) {
  const across = side === "x" ? { xref: "x", yref: "paper", x0: at, x1: at, y0: 0, y1: 1 } : { xref: "paper", yref: "y", x0: 0, x1: 1, y0: at, y1: at };
  return { type: "line", ...across, line: { color: paint.ink, width: 1.25 } };
}

/* Over the points as well, where a shape lies under them: the arrow of an annotation, whose head
 * has no point. */
function thresholdLine({ side, place }, paint) {
  const across = side === "x"
    ? { xref: "x", axref: "x", x: place, ax: place, yref: "y domain", ayref: "y domain", y: 0, ay: 1 }
    : { xref: "x domain", axref: "x domain", x: 0, ax: 1, yref: "y", ayref: "y", y: place, ay: place };
  return { ...across, text: "", showarrow: true, arrowhead: 0, arrowwidth: 1.25, arrowcolor: paint.ink, standoff: 0, borderpad: 0 };
}

/* The release stands at its own figures; one that stands beside it names its source itself. */
function axisWords(base, state, side, narrow) {
  const { title, of_release: own } = plotAxes.named[state[side]];
  const long = own ? `${title},${narrow && side === "x" ? "<br>" : " "}${escaped(base.label)}` : narrow ? title.replace(", ", ",<br>") : title;
  return long + (state[`log${side}`] ? ", logarithmic" : "");
}

function size({ narrow, width }, state) {
  // Before there is a state the plot is blank; a second line of words wants room.
  const lines = narrow && state && !plotAxes.named[state.y].of_release ? 26 : 0;
  return { width, height: narrow ? 460 : 580, margin: { l: (narrow ? 48 : 64) + lines, r: 18, t: 8, b: narrow ? 66 : 52 } };
}

function layout(base, state, axes, paint, look) {
  const { narrow, dragmode } = look;
  const shared = settings().layout;
  const own = (side, other) => ({
    type: state[`log${side}`] ? "log" : "linear", range: [...axes[side]], domain: [0, narrow ? 0.86 : 0.885],
    title: { text: axisWords(base, state, side, narrow), standoff: 8, font: { size: 13 } },
    gridcolor: "rgba(128,140,155,0.22)", zerolinecolor: "rgba(128,140,155,0.4)", ticks: "outside", tickcolor: paint.line, anchor: other, ticklabeloverflow: "allow", // measuring labels costs a layout
  });
  const counts = { domain: [narrow ? 0.88 : 0.9, 1], fixedrange: true, showgrid: false, zeroline: false, rangemode: "tozero", nticks: 3, ticklabeloverflow: "allow", tickfont: { size: 10.5 } };
  return {
    ...shared,
    ...size(look, state),
    font: { ...shared.font, color: paint.ink },
    dragmode, hovermode: false, // assets/explore/points.mjs knows what is under the pointer
    newshape: { name: "drawn", fillcolor: "rgba(0,0,0,0)", line: { color: paint.accent, dash: "dot", width: 2 } },
    xaxis: own("x", "y"), yaxis: own("y", "x"),
    xaxis2: { ...counts, anchor: "y", showticklabels: !narrow },
    yaxis2: { ...counts, anchor: "x" },
  };
}

/* {data, layout} for Plotly, `painted` for assets/explore/points.mjs. */
export function scatterFigure(base, state, sets, look) {
  const paint = colours();
  const axes = ranges(base, state);
  const parts = batches(base, state, strengths(base, state, sets));
  const shown = rowSets.intersect(sets.plot.slice(), sets.pass);
  const lines = thresholds(base, state);
  const ringed = sets.ring !== null && sets.plot[sets.ring] ? [sets.ring] : [];
  const marked = sets.marked.filter((row) => sets.plot[row] && row !== ringed[0]);
  const painted = {
    ink: paint.ink,
    batches: parts.map((batch) => points(base, state, batch, Boolean(sets.selected))),
    lasso: outline(state, paint),
    rings: [...marked.map((row) => ring(base, state, row, false)), ...ringed.map((row) => ring(base, state, row, true))],
  };
  /** @type {object[]} */
  const data = [{ ...NOTHING }];
  for (const side of SIDES) {
    data.push(steps(base, state, side, axes[side], shown, "rgba(128,140,155,0.55)"));
    if (sets.selected) data.push(steps(base, state, side, axes[side], sets.both, paint.accent));
  }
  if (state.density) data.push(densityMap(base, state, axes, shown, paint));
  const labelled = [...marked.map((row) => ({ row })), ...ringed.map((row) => ({ row, strong: true }))];
  const shape = layout(base, state, axes, paint, look);
  shape.shapes = lines.map((each) => threshold(each, paint));
  const inside = lines.filter(({ side, place }) => inView(place, axes[side]));
  shape.annotations = [...inside.map((each) => thresholdLine(each, paint)), ...annotations(base, state, axes, labelled, inside, paint, look.narrow)];
  shape.meta = { for: null }; // until the address says the same
  return { data, layout: shape, painted };
}

/* Nothing yet. */
export function blankFigure(look) {
  const { layout: shared } = settings();
  const hidden = { visible: false };
  return { data: [{ ...NOTHING }], layout: { ...shared, ...size(look), dragmode: false, hovermode: false, xaxis: hidden, yaxis: hidden, meta: { for: null } } };
}
