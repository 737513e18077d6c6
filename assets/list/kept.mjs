/* The last list that this window read: its lines and its name, which the address does not carry. */

const KEY = "gcd-list-read";

/** @typedef {{symbols: string[], lines: number[] | null, name: string | null, notes: string[], aside: object[]}} List */

/** @param {List | null} read */
export function keepList(read) {
  if (read) window.sessionStorage.setItem(KEY, JSON.stringify(read));
  else window.sessionStorage.removeItem(KEY);
}

/**
 * The list of these symbols, null where the last one was another.
 * @param {string[]} symbols
 * @returns {List | null}
 */
export function keptFor(symbols) {
  /** @type {List | null} */
  const kept = JSON.parse(window.sessionStorage.getItem(KEY) || "null");
  return kept && same(kept.symbols, symbols) ? kept : null;
}

/**
 * @param {string[]} one
 * @param {string[]} other
 */
export const same = (one, other) => one.length === other.length && one.every((value, i) => value === other[i]);
