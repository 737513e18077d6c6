/* Which records of a set the filters leave. */

/** @typedef {{id: string, class: string, consequence: string, position: number, end?: number | null, own?: boolean}} Row */
/** @typedef {{classes: Set<string> | null, consequences: Set<string> | null, residues: [number, number] | null}} Filters */

/**
 * Whether a record lies in a range; the stop codon, one beyond the last residue, goes with it.
 * @param {Row} row
 * @param {[number, number]} range
 * @param {number} length of the protein
 */
function inside(row, [from, to], length) {
  const upTo = to === length ? Infinity : to;
  return row.position <= upTo && (row.end || row.position) >= from;
}

/**
 * The ids of the records that the filters leave, null for all.
 * @param {Row[]} rows
 * @param {number} length of the protein
 * @param {Filters} filters
 */
export function passing(rows, length, { classes, consequences, residues }) {
  if (!classes && !consequences && !residues) return null;
  const fits = rows.filter(
    (row) =>
      (!classes || row.own || classes.has(row.class)) &&
      (!consequences || consequences.has(row.consequence)) &&
      (!residues || inside(row, residues, length))
  );
  return new Set(fits.map(({ id }) => id));
}

/**
 * A key that changes when the filters do.
 * @param {Filters} filters
 */
export function filterKey({ classes, consequences, residues }) {
  return JSON.stringify([classes && [...classes], consequences && [...consequences], residues]);
}
