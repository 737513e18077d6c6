/* Values of a table as words: short in a cell, whole in a file. Values come from outside. */

import { MISSING } from "../page/contract.mjs";

const CELL_MOST = 400; // characters; the rest is in the CSV
const TOOLTIP_MOST = 900;
const TOOLTIP_LEAST = 24;

/** @typedef {{field: string, hide?: boolean, cellRendererParams: {words?: Record<string, string>, decimals?: number, linkField?: string, csvField?: string}}} Column */

/**
 * @param {unknown} value
 * @returns {string}
 */
export function text(value) {
  if (value === null || value === undefined) return "";
  return Array.isArray(value) ? value.map(text).join("; ") : String(value);
}

/**
 * @param {string} words
 * @param {number} most
 */
export const cut = (words, most) => (words.length > most ? words.slice(0, most) + "…" : words);

/** @param {unknown} value */
export const short = (value) => cut(text(value), CELL_MOST) || MISSING;

/**
 * What a cell holds in the words of its column, for instance gnomAD's flags; exports have it raw.
 * @param {unknown} value
 * @param {Column} column
 */
export function worded(value, column) {
  const known = column.cellRendererParams.words || {};
  const parts = Array.isArray(value) ? value : value ? String(value).split("; ") : [];
  return parts.map((part) => (Object.hasOwn(known, part) ? known[part] : text(part))).join("; ");
}

/**
 * Unknown is not the smallest: rows without a figure come last, whichever way they are sorted.
 * @param {any} one
 * @param {any} other
 * @param {unknown} _first
 * @param {unknown} _second
 * @param {boolean} [descending]
 */
export function missingLast(one, other, _first, _second, descending) {
  const [none, noneToo] = [one === null || one === undefined, other === null || other === undefined];
  if (none || noneToo) return (Number(none) - Number(noneToo)) * (descending ? -1 : 1);
  return one - other;
}

/** @param {{value: unknown}} params */
export function tooltip(params) {
  const words = text(params.value);
  return words.length < TOOLTIP_LEAST ? null : cut(words, TOOLTIP_MOST);
}

/** @param {unknown} value */
const isNothing = (value) => value === null || value === undefined || /** @type {any} */ (value).length === 0;

/**
 * Fields of columns that have no value in any row, for tables that leave such columns out.
 * @param {{dropEmpty?: boolean} | undefined} context
 * @param {Column[]} columns
 * @param {Record<string, unknown>[]} rows
 */
export function emptyFields(context, columns, rows) {
  if (!context || !context.dropEmpty || !rows.length) return [];
  const fields = columns.filter((column) => !column.hide).map((column) => column.field);
  return fields.filter((field) => rows.every((row) => isNothing(row[field])));
}
