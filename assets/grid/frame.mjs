/* The frame around a table, which stays while what is in it changes. */

import { elementById, queryAll, queryOne } from "../page/dom.mjs";
import { decimals } from "../page/text.mjs";

// Rows that AG Grid has drawn, or its words that no row passes the filters.
export const GRID_ROWS = ".ag-center-cols-container .ag-row, .ag-overlay:not(.ag-hidden)";

/** @param {string} id of the grid */
export const frameOf = (id) => elementById(`${id}-frame`);

/**
 * How many rows are shown. Out of a selection no filter counts: its numbers would read as shares.
 * @param {HTMLElement} box
 * @param {number} shown
 */
export function countWords(box, shown) {
  const { rows, noun: one, uncounted } = box.dataset;
  const all = Number(rows || 0);
  const [few, many] = [shown, all].map((number) => decimals(number, 0));
  const noun = `${one}${all === 1 ? "" : "s"}`;
  if (shown === all) return `${many} ${noun}`;
  if (uncounted === "true") return shown ? `the ${noun} that pass the filters` : `no ${one} passes the filters`;
  return `showing ${few} of ${many} ${noun}`;
}

/**
 * Say how many rows are shown, and give the table its name for screen readers.
 * @param {string} id
 * @param {number} shown
 */
export function countRows(id, shown) {
  const box = frameOf(id);
  if (!box) return;
  const words = countWords(box, shown);
  const line = queryOne(".grid-count", box);
  if (line && line.textContent !== words) line.textContent = words;
  for (const table of queryAll('[role="table"], [role="grid"], [role="treegrid"]', box)) {
    table.setAttribute("aria-label", box.dataset.label || "");
  }
}
