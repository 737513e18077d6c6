/* Heads stacked anew for the records that a filter leaves: in one pass, by the order of the server's
 * figure, in which the traces come from the least severe class to the most severe. */

/** @typedef {{classes: {trace: any, ids: string[], residues: Int32Array}[], count: number, last: number}} Records */

/**
 * Whole numbers as components/plotly_values.py sends them.
 * @param {{bdata: string}} column
 */
function numbers({ bdata }) {
  const bytes = atob(bdata);
  const codes = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i += 1) codes[i] = bytes.charCodeAt(i);
  return new Int32Array(codes.buffer);
}

/** @param {Int32Array} residues */
function lastOf(residues) {
  return residues.length ? residues[residues.length - 1] : 0; // they rise
}

/**
 * The records of a figure: a class each, with the ids and the residues of its heads.
 * @param {{data: any[]}} figure of the server
 * @returns {Records}
 */
export function recordsOf(figure) {
  const classes = figure.data
    .filter((trace) => trace.ids)
    .map((trace) => ({ trace, ids: trace.ids, residues: numbers(trace.x) }));
  const count = classes.reduce((sum, { ids }) => sum + ids.length, 0);
  return { classes, count, last: Math.max(0, ...classes.map(({ residues }) => lastOf(residues))) };
}

/**
 * @param {{ids: string[], residues: Int32Array}} records
 * @param {Set<string> | null} shown
 */
function kept({ ids, residues }, shown) {
  if (!shown) return { ids, x: residues };
  const places = [];
  for (let i = 0; i < ids.length; i += 1) if (shown.has(ids[i])) places.push(i);
  return { ids: places.map((i) => ids[i]), x: Int32Array.from(places, (i) => residues[i]) };
}

/** @param {Int32Array} tops */
function stemsTo(tops) {
  /** @type {number[]} */
  const x = [];
  /** @type {number[]} */
  const y = [];
  tops.forEach((top, residue) => {
    if (!top) return;
    x.push(residue, residue, residue);
    y.push(0, top, 0);
  });
  return { x, y };
}

/**
 * What is drawn of the records whose ids are in `shown`, null for all: heads by trace, the number
 * of records at each residue, the stems as one line, the tallest stem.
 * @param {Records} records
 * @param {Set<string> | null} shown
 */
export function stackedHeads({ classes, last }, shown) {
  const tops = new Int32Array(last + 1);
  const heads = classes.map((one) => {
    const { ids, x } = kept(one, shown);
    return { ids, x, y: x.map((residue) => (tops[residue] += 1)) };
  });
  const tallest = tops.reduce((most, top) => Math.max(most, top), 0);
  return { heads, tops, stems: stemsTo(tops), tallest };
}

const HARMFUL = ["pathogenic", "pathogenic/likely pathogenic", "likely pathogenic"];

/**
 * The order in which classes are painted over each other: the commonest first, P and LP last, so that
 * no common class covers a rare one, and none covers P and LP.
 * @param {{ids: string[]}[]} heads a class each
 * @param {string[]} classes
 */
export function paintOrder(heads, classes) {
  const last = (/** @type {number} */ kind) => Number(HARMFUL.includes(classes[kind]));
  const kinds = heads.map((_, kind) => kind);
  return kinds.sort((a, b) => last(a) - last(b) || heads[b].ids.length - heads[a].ids.length || a - b);
}

/**
 * By how much heads shrink where there are too many for the room: they are to cover half of it.
 * @param {number} count
 * @param {number} size of a head in pixels
 * @param {number} room in square pixels
 */
export function shrunk(count, size, room) {
  const cover = (count * size * size) / Math.max(1, room);
  return Math.min(1, Math.max(0.45, Math.sqrt(0.5 / Math.max(cover, 1e-9))));
}
