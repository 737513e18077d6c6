/* Chips that filter: which are on is a field of the address, "none" where all are off. */

import { quoted } from "./text.mjs";

const NONE = "none";

/**
 * The set that a field names, null for all; what it names wrongly is said in `notices`.
 * @param {string | undefined} text
 * @param {string[]} known
 * @param {string} name
 * @param {string[]} notices
 */
export function chosen(text, known, name, notices) {
  if (!text) return null;
  if (text === NONE) return new Set();
  const parts = text.split(",").map((part) => part.trim()).filter(Boolean);
  const good = parts.filter((part) => known.includes(part));
  const bad = parts.filter((part) => !known.includes(part));
  if (bad.length || !parts.length) {
    const words = quoted(bad[0] || text);
    notices.push(`The address names no ${name} ${words}${good.length ? "" : "; all are shown"}.`);
  }
  return good.length ? new Set(good) : null;
}

/**
 * The field once one chip of all was turned over; null: all are on.
 * @param {string[]} all
 * @param {Set<string> | null} before
 * @param {string} value
 * @param {string} [none] how the field says that all are off
 */
export function toggled(all, before, value, none = NONE) {
  const on = before || new Set(all);
  const after = all.filter((other) => (other === value ? !on.has(other) : on.has(other)));
  if (after.length === all.length) return null;
  return after.join(",") || none;
}
