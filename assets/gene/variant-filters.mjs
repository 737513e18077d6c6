/* Which records of a set the filters leave. */

/** @typedef {{id: string, class: string, consequence: string, position: number, end?: number | null, own?: boolean, stars?: number | null, condition?: string | null, label?: string}} Row */
/** @typedef {{classes: Set<string> | null, consequences: Set<string> | null, residues: [number, number] | null, domain?: [number, number] | null, stars?: number | null, condition?: string | null, label?: string | null}} Filters */

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
 * The conditions of a record, one by one.
 * @param {Row} row
 */
export const conditionListOf = ({ condition }) => (condition || "").split("; ").filter(Boolean);

/**
 * The tests that filters ask of a row, by the filter's name. A visitor's own row has no class, stars
 * and condition, and a record has no label: neither is asked for what it cannot have.
 * @param {number} length of the protein
 * @param {Filters} filters
 * @returns {Record<string, (row: Row) => boolean>}
 */
function asked(length, { classes, consequences, residues, domain, stars, condition, label }) {
  /** @type {[string, unknown, (row: Row) => boolean][]} */
  const all = [
    ["class", classes, (row) => row.own || Boolean(classes?.has(row.class))],
    ["consequence", consequences, (row) => Boolean(consequences?.has(row.consequence))],
    ["residues", residues, (row) => !residues || inside(row, residues, length)],
    ["domain", domain, (row) => !domain || inside(row, domain, 0)],
    ["stars", stars, (row) => row.own || (typeof row.stars === "number" && row.stars >= Number(stars))],
    ["condition", condition, (row) => row.own || conditionListOf(row).includes(String(condition))],
    ["label", label, (row) => !row.own || row.label === label],
  ];
  return Object.fromEntries(all.filter(([, value]) => value).map(([name, , test]) => [name, test]));
}

/**
 * The ids of the records that the filters leave, null for all.
 * @param {Row[]} rows
 * @param {number} length of the protein
 * @param {Filters} filters
 */
export function passing(rows, length, filters) {
  const tests = Object.values(asked(length, filters));
  if (!tests.length) return null;
  return new Set(rows.filter((row) => tests.every((test) => test(row))).map(({ id }) => id));
}

/**
 * The records that all filters but one leave: what each choice of that one would show. Null where no
 * other filter is set.
 * @param {Row[]} rows
 * @param {number} length of the protein
 * @param {Filters} filters
 * @param {string} name of the filter that is left out
 */
export function leftByOthers(rows, length, filters, name) {
  const { [name]: _own, ...others } = asked(length, filters);
  const tests = Object.values(others);
  if (!tests.length) return null;
  return rows.filter((row) => !row.own && tests.every((test) => test(row)));
}

/**
 * A key that changes when the filters do.
 * @param {Filters} filters
 */
export function filterKey({ classes, consequences, residues, domain, stars, condition, label }) {
  const sets = [classes && [...classes], consequences && [...consequences]];
  return JSON.stringify([...sets, residues, domain || null, stars || null, condition || null, label || null]);
}
