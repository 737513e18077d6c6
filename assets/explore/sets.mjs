/* Which rows of a release are meant: those that pass the filters, lie on the plot, are selected.
 * Sets are one byte a row. A missing figure passes no range: unknown is not zero. */

/** @typedef {import("./columns.mjs").Base} Base */
/** @typedef {import("./columns.mjs").State} State */

/**
 * @param {Float64Array} values
 * @param {[number | null, number | null]} range
 */
export function within(values, [from, to]) {
  const low = from === null ? -Infinity : from;
  const high = to === null ? Infinity : to;
  const found = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i += 1) found[i] = values[i] >= low && values[i] <= high ? 1 : 0;
  return found;
}

/**
 * @param {Uint8Array} set
 * @param {Uint8Array} other
 */
export function intersect(set, other) {
  for (let i = 0; i < set.length; i += 1) set[i] &= other[i];
  return set;
}

/**
 * @param {Uint8Array} set
 * @param {Uint8Array} other
 */
function without(set, other) {
  for (let i = 0; i < set.length; i += 1) set[i] &= 1 - other[i];
  return set;
}

/**
 * @param {import("./columns.mjs").Topic} topic
 * @param {Set<string>} chosen
 */
function ofGroups({ groups, group }, chosen) {
  const on = groups.map(({ key }) => Number(chosen.has(key)));
  return group.map((place) => on[place]);
}

/**
 * How many filters turn a row down: 0 passes; with `only` a topic's counts look past itself.
 * @param {Base} base
 * @param {State} state
 * @returns {{rest: Uint8Array, chosen: [string, Uint8Array][], pass: Uint8Array}}
 */
export function filtered(base, state) {
  const rest = new Uint8Array(base.size).fill(1);
  for (const [name, range] of Object.entries(state.ranges)) {
    intersect(rest, within(base.numbers[name], range));
  }
  if (state.flagged === "hide") without(rest, base.flagged);
  if (state.underpowered === "hide") without(rest, base.underpowered);
  /** @type {[string, Uint8Array][]} */
  const chosen = Object.entries(state.groups).flatMap(([name, keys]) => (keys ? [[name, ofGroups(base.topics[name], keys)]] : []));
  const pass = rest.slice();
  for (const [, other] of chosen) intersect(pass, other);
  return { rest, chosen, pass };
}

/**
 * @param {Base} base
 * @param {State} state
 */
export function drawable(base, state) {
  const found = new Uint8Array(base.size);
  const [x, y] = [base.numbers[state.x], base.numbers[state.y]];
  const [lowX, lowY] = [state.logx ? 0 : -Infinity, state.logy ? 0 : -Infinity];
  for (let i = 0; i < base.size; i += 1) found[i] = x[i] > lowX && y[i] > lowY ? 1 : 0;
  return found;
}

/**
 * Rows of each group of a topic that all filters but its own let pass.
 * @param {Base} base
 * @param {{rest: Uint8Array, chosen: [string, Uint8Array][]}} filters
 * @param {Uint8Array} plot
 * @param {string} name
 * @returns {number[]}
 */
export function counts(base, { rest, chosen }, plot, name) {
  const set = intersect(rest.slice(), plot);
  for (const [other, passes] of chosen) if (other !== name) intersect(set, passes);
  const { groups, group } = base.topics[name];
  const found = new Array(groups.length).fill(0);
  for (let i = 0; i < base.size; i += 1) found[group[i]] += set[i];
  return found;
}

/**
 * What keeps rows off the plot, in the order in which it is said.
 * @param {Base} base
 * @param {State} state
 * @param {Uint8Array} pass
 * @returns {Record<string, number>}
 */
export function absent(base, state, pass) {
  const found = { x: 0, y: 0, logx: 0, logy: 0 };
  for (let i = 0; i < base.size; i += 1) {
    if (!pass[i]) continue;
    for (const side of /** @type {("x" | "y")[]} */ (["x", "y"])) {
      const value = base.numbers[state[side]][i];
      if (Number.isNaN(value)) found[side] += 1;
      else if (state[`log${side}`] && value <= 0) found[`log${side}`] += 1;
    }
  }
  return found;
}

/**
 * Whether points lie in a polygon: an odd number of edges to the left of each.
 * @param {ArrayLike<number>} xs
 * @param {ArrayLike<number>} ys
 * @param {number[][]} points
 */
function inside(xs, ys, points) {
  const found = new Uint8Array(xs.length);
  for (let i = 0; i < xs.length; i += 1) {
    const [x, y] = [xs[i], ys[i]];
    if (Number.isNaN(x) || Number.isNaN(y)) continue;
    let odd = 0;
    for (let a = points.length - 1, b = 0; b < points.length; a = b, b += 1) {
      const [ax, ay] = points[a];
      const [bx, by] = points[b];
      if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd ^= 1;
    }
    found[i] = odd;
  }
  return found;
}

/**
 * @param {Base} base
 * @param {{x: string, y: string, points: number[][]}} select
 */
function lassoed(base, select) {
  const logs = [select.x, select.y].map((name) => name.endsWith(".log"));
  const [xs, ys] = [select.x, select.y].map((name, at) => {
    const values = base.numbers[name.replace(/\.log$/, "")];
    return logs[at] ? values.map(Math.log10) : values;
  });
  const points = select.points.map((point) => point.map((value, at) => (logs[at] ? Math.log10(value) : value)));
  return inside(xs, ys, points);
}

/**
 * @param {Base} base
 * @param {string[]} names
 */
export function ofNames(base, names) {
  const found = new Uint8Array(base.size);
  for (const name of names) {
    const place = base.place(name);
    if (place !== null) found[place] = 1;
  }
  return found;
}

/**
 * @param {Base} base
 * @param {{select: any}} state
 * @returns {Uint8Array | null}
 */
export function selected(base, { select }) {
  if (!select) return null;
  if (select.kind === "set") return ofNames(base, select.symbols);
  if (select.kind === "lasso") return lassoed(base, select);
  return select.sides
    .map((/** @type {[string, [number | null, number | null]]} */ [name, range]) => within(base.numbers[name], range))
    .reduce(intersect);
}

/** @param {Uint8Array} set */
export function size(set) {
  let found = 0;
  for (let i = 0; i < set.length; i += 1) found += set[i];
  return found;
}

/** @param {Uint8Array} set */
export function places(set) {
  const found = [];
  for (let i = 0; i < set.length; i += 1) if (set[i]) found.push(i);
  return found;
}
