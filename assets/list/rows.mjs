/* Rows of the list's tables, out of the columns that the server sends: unknown is neither yes nor no. */

/** @param {boolean | null} value */
const worded = (value) => (value === null ? null : value ? "yes" : "no");

/**
 * @param {Record<string, any[]>} columns
 * @returns {Record<string, any>[]}
 */
export function byRow(columns) {
  const names = Object.keys(columns);
  const count = columns[names[0]].length;
  return Array.from({ length: count }, (_, i) =>
    Object.fromEntries(names.map((name) => [name, columns[name][i]]))
  );
}

/** @param {Record<string, any>} row */
export function rankedRow(row) {
  return {
    ...row,
    below_words: worded(row.below_threshold),
    underpowered_words: worded(row.underpowered),
    mane_words: worded(row.is_mane_select),
    clingen_words: row.clingen === "" ? "none" : row.clingen ?? (row.clingen_coverage === "partial" ? "some curations only" : "not covered"),
  };
}

/**
 * @param {Record<string, any>} row
 * @param {number} place
 */
export function lineRow(row, place) {
  return { ...row, place: String(place), release_words: worded(row.in_release) };
}

/**
 * Lines of the file that hold no symbol stand in the report too: nothing is dropped.
 * @param {{aside: {line: number, input: string, why: string}[]}} found
 */
export function asideRows(found) {
  return found.aside.map(({ line, input, why }, i) => ({ line, input, outcome: "set aside", note: why, place: `aside ${i}` }));
}
