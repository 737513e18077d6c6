/* How many genes there are along an axis and in each cell of the plot. */

/** @typedef {import("./columns.mjs").Base} Base */
/** @typedef {import("./columns.mjs").State} State */

const BINS = 60;
const CELLS = [72, 48];

/**
 * @param {number} value
 * @param {boolean} log
 */
export const drawn = (value, log) => (log ? Math.log10(value) : value);

/**
 * @param {Float64Array} values
 * @param {Uint8Array} meant
 * @param {[number, number]} range
 * @param {boolean} log
 * @param {number} count
 */
function bins(values, meant, [from, to], log, count) {
  const counts = new Float64Array(count);
  const scale = count / (to - from);
  for (let i = 0; i < values.length; i += 1) {
    if (!meant[i]) continue;
    const at = (drawn(values[i], log) - from) * scale;
    if (at >= 0 && at <= count) counts[Math.min(count - 1, Math.floor(at))] += 1;
  }
  return counts;
}

/**
 * Steps around the bins, as one path: from zero, over every bin between the outermost that hold
 * something, back to zero.
 * @param {Base} base
 * @param {State} state
 * @param {"x" | "y"} side
 * @param {[number, number]} range
 * @param {Uint8Array} meant
 * @param {string} color
 */
export function steps(base, state, side, range, meant, color) {
  const log = state[`log${side}`];
  const counts = bins(base.numbers[state[side]], meant, range, log, BINS);
  /** @param {number} at */
  const edge = (at) => {
    const value = range[0] + ((range[1] - range[0]) * at) / BINS;
    return log ? 10 ** value : value;
  };
  const [first, last] = [counts.findIndex(Boolean), counts.findLastIndex(Boolean)];
  /** @type {[number[], number[]]} */
  const [along, across] = [[], []];
  if (first >= 0) {
    along.push(edge(first));
    across.push(0);
    for (let at = first; at <= last; at += 1) {
      along.push(edge(at), edge(at + 1));
      across.push(counts[at], counts[at]);
    }
    along.push(edge(last + 1));
    across.push(0);
  }
  const own = side === "x"
    ? { x: along, y: across, xaxis: "x", yaxis: "y2", fill: "tozeroy" }
    : { x: across, y: along, xaxis: "x2", yaxis: "y", fill: "tozerox" };
  return { type: "scatter", mode: "lines", hoverinfo: "skip", line: { color, width: 1 }, fillcolor: color, ...own };
}

/**
 * @param {Base} base
 * @param {State} state
 * @param {{x: [number, number], y: [number, number]}} axes
 * @param {Uint8Array} meant
 * @param {{card: string, accent: string}} paint
 */
export function densityMap(base, state, axes, meant, paint) {
  const [columns, lines] = CELLS;
  const z = Array.from({ length: lines }, () => new Array(columns).fill(null));
  const [xs, ys] = [base.numbers[state.x], base.numbers[state.y]];
  for (let i = 0; i < base.size; i += 1) {
    if (!meant[i]) continue;
    const at = Math.floor(((drawn(xs[i], state.logx) - axes.x[0]) / (axes.x[1] - axes.x[0])) * columns);
    const up = Math.floor(((drawn(ys[i], state.logy) - axes.y[0]) / (axes.y[1] - axes.y[0])) * lines);
    if (at >= 0 && at < columns && up >= 0 && up < lines) z[up][at] = (z[up][at] || 0) + 1;
  }
  /**
   * @param {[number, number]} range
   * @param {number} count
   * @param {boolean} log
   */
  const edges = (range, count, log) => Array.from({ length: count + 1 }, (_, i) => {
    const value = range[0] + ((range[1] - range[0]) * i) / count;
    return log ? 10 ** value : value;
  });
  // The root of the count: a cell of 400 genes must not hide that others have ten.
  const most = Math.max(1, ...z.flat().filter(Boolean));
  return {
    type: "heatmap", hoverinfo: "skip", showscale: false, z: z.map((cells) => cells.map((n) => n && Math.sqrt(n))),
    x: edges(axes.x, columns, state.logx), y: edges(axes.y, lines, state.logy),
    zmin: 0, zmax: Math.sqrt(most), colorscale: [[0, paint.card], [1, paint.accent]], opacity: 0.85,
  };
}
