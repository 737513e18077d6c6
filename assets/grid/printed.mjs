/* The rows of a grid as words, in its order and with its filters, for paper. */

import { gridOf } from "./grids.mjs";
import { frameOf } from "./frame.mjs";
import { queryAll } from "../page/dom.mjs";
import { flat } from "../page/text.mjs";

/** How many rows of a table are printed. */
export const GRID_MOST = 200;

/**
 * Columns and rows of a grid; of one that is not built, what stands in for it.
 * @param {string} id
 * @returns {{columns: string[], rows: string[][]} | null}
 */
export function printedRows(id) {
  const api = /** @type {any} */ (gridOf(id));
  if (!api) return standIn(id);
  const columns = api.getAllDisplayedColumns();
  /** @type {string[][]} */
  const rows = [];
  api.forEachNodeAfterFilterAndSort((/** @type {any} */ node) => {
    const words = (/** @type {any} */ colKey) => {
      const found = api.getCellValue({ rowNode: node, colKey, useFormatter: true });
      return flat(Array.isArray(found) ? found.join("; ") : String(found ?? ""));
    };
    rows.push(rows.length < GRID_MOST ? columns.map(words) : []);
  });
  return { columns: columns.map((/** @type {any} */ one) => one.getColDef().headerName || ""), rows };
}

/** @param {string} id */
function standIn(id) {
  const frame = frameOf(id);
  if (!frame) return null;
  const lines = queryAll(".grid-preview [role=row]", frame).map((row) => [...row.children].map((cell) => flat(cell.textContent || "")));
  const [columns, ...rows] = lines;
  return columns ? { columns, rows } : null;
}
