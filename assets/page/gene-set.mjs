/* A set of genes on its way from view to view: in the address when it is short, else kept in this
 * browser window under a number that the address carries. A file carries it further. */

import { current, openView } from "./address.mjs";

const LONGEST = 1500; // characters of an address that every mail program leaves whole
const KEY = "gcd-set-"; // and a number that grows with time
const MOST_KEPT = 12;

/* Sets of this window beyond the newest few are forgotten: going back reaches no further. */
function forgetOld() {
  const kept = Object.keys(window.sessionStorage).filter((name) => name.startsWith(KEY)).sort();
  for (const name of kept.slice(0, -MOST_KEPT)) window.sessionStorage.removeItem(name);
}

/**
 * The fields of an address that stand for these symbols.
 * @param {string[]} symbols
 */
export function setFieldsOf(symbols) {
  const text = symbols.join(",");
  const fits = text.length <= LONGEST && symbols.every((symbol) => symbol && !symbol.includes(","));
  if (fits) return { genes: text, set: null };
  const number = Date.now().toString(36);
  window.sessionStorage.setItem(KEY + number, JSON.stringify(symbols));
  forgetOld();
  return { genes: null, set: number };
}

/**
 * The symbols that an address stands for; null: it names a set that this window does not have.
 * @param {Record<string, string>} fields
 * @returns {string[] | null}
 */
export function symbolsOf(fields) {
  if (fields.genes) return fields.genes.split(",").filter(Boolean);
  if (!fields.set) return [];
  const kept = window.sessionStorage.getItem(KEY + fields.set);
  return kept ? JSON.parse(kept) : null;
}

/**
 * Open a view with a set of genes, in the preferred release, else the one they are shown in;
 * `by`: the metrics that the set was chosen by.
 * @param {string} view
 * @param {string[]} symbols
 * @param {string} shown
 * @param {string | null} [by]
 */
export function openSet(view, symbols, shown, by) {
  const release = current?.fields.release || shown;
  openView(view, Object.assign(setFieldsOf(symbols), { release, by }));
}
