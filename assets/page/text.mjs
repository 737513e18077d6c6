/* Texts and numbers as they are shown; not by Intl, whose tables take a while to load. */

import { MINUS, MISSING, NEVER_CERTAIN } from "./contract.mjs";

const QUOTED = 40; // characters of a text that a message repeats

/**
 * 19705 -> "19,705"
 * @param {number | string} count
 */
export const grouped = (count) => String(count).replace(/\B(?=(\d{3})+$)/g, ",");

/**
 * A number with its decimals and a true minus sign, as components/formats.py writes it.
 * @param {number | null | undefined} value
 * @param {number} places
 */
export function decimals(value, places) {
  if (value === null || value === undefined) return MISSING;
  if (value > 0 && value < 10 ** -places / 2) return `<0.${"0".repeat(places - 1)}1`; // small is not zero
  const [whole, rest] = Number(value).toFixed(places).replace("-", MINUS).split(".");
  return rest === undefined ? grouped(whole) : `${grouped(whole)}.${rest}`;
}

/**
 * A probability, which never reads 0 or 1.
 * @param {number | null | undefined} value
 */
export function probability(value) {
  const words = decimals(value, 2);
  return /** @type {Record<string, string>} */ (NEVER_CERTAIN)[words] || words;
}

/**
 * Words in one line, with single spaces.
 * @param {string} words
 */
export const flat = (words) => words.split(/\s+/).filter(Boolean).join(" ");

/**
 * What an address says, as a message repeats it.
 * @param {string} words
 */
export const quoted = (words) => `“${words.length > QUOTED ? words.slice(0, QUOTED) + "…" : words}”`;

/**
 * A text as Plotly draws it: it would read markup in it.
 * @param {unknown} text
 */
export const escaped = (text) => String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
