/* Which rows can be named by a symbol elsewhere, and what is said of the others. */

import { grouped } from "../page/text.mjs";

/** @typedef {import("./columns.mjs").Base} Base */

// A row of no known gene has no page; a list finds it in the release by its symbol, unless that
// symbol is another gene's today.
/** @type {Record<string, (base: Base, place: number) => boolean>} */
const CAN = {
  known: (base, place) => base.elsewhere[place] !== "unknown",
  named: (base, place) => !base.misnamed.has(place),
};
const WHY = { known: "", named: ": today the symbol is another gene's" };

/**
 * {symbols, said}: each symbol once; how many rows are left out, and why.
 * @param {Base} base
 * @param {any[]} rows
 * @param {"known" | "named"} which
 */
export function namedSymbols(base, rows, which) {
  const found = rows.filter(({ place }) => CAN[which](base, place));
  const count = rows.length - found.length;
  const noun = count === 1 ? "row of no known gene is" : "rows of no known gene are";
  const said = count ? `${grouped(count)} ${noun} left out${WHY[which]}.` : "";
  return { symbols: [...new Set(found.map((row) => row.symbol))], said };
}
