/* The rows that a grid shows as CSV: provenance first, then exact values. */

import { closestTo } from "../page/dom.mjs";
import { cellText, fileName, preamble, sourceLines, subject } from "../page/provenance.mjs";
import { saveCsv } from "../page/share.mjs";
import { text } from "./formats.mjs";
import { frameOf } from "./frame.mjs";
import { whenGrid } from "./grids.mjs";
import { droppedFields } from "./table.mjs";

/** @typedef {{title: string, file: string, lines: string[]}} Facts what a file says of its table */

/** @type {Map<string, () => Facts>} */
const described = new Map();

/**
 * Say what a table is of, for a view that fills its table by itself.
 * @param {string} id
 * @param {() => Facts} facts
 */
export function describeTable(id, facts) {
  described.set(id, facts);
}

/** @param {unknown} value */
const cell = (value) => (typeof value === "number" ? text(value) : cellText(text(value)));

/** @param {any} column of AG Grid */
function csvField(column) {
  const shape = column.getColDef();
  return (shape.cellRendererParams && shape.cellRendererParams.csvField) || shape.field;
}

/**
 * What a table is of: what its view says, else the page.
 * @param {string} id
 * @param {HTMLElement} box
 * @returns {Facts}
 */
function factsOf(id, box) {
  const own = described.get(id);
  if (own) return own();
  const around = box.closest(".panel") || box.closest("[data-view]") || document.body;
  const genes = subject();
  return {
    title: [box.dataset.label, ...(genes.length ? [genes.join(", ")] : [])].join(" of "),
    file: [...(genes.length ? [genes.join("-")] : []), box.dataset.label, "shown"].join("_"),
    lines: sourceLines(around),
  };
}

/**
 * @param {string} id
 * @param {import("./grids.mjs").GridApi} api
 */
function exportRows(id, api) {
  const box = /** @type {HTMLElement} */ (frameOf(id));
  const { title, file, lines } = factsOf(id, box);
  const left = droppedFields(id); // a file has them nevertheless
  const columns = api.getAllGridColumns();
  const rows = api.getDataAsCsv({
    columnKeys: columns.filter((/** @type {any} */ one) => one.isVisible() || left.includes(one.getColDef().field)),
    processHeaderCallback: (/** @type {any} */ params) => csvField(params.column),
    processCellCallback: (/** @type {any} */ params) => cell(params.node.data[csvField(params.column)]),
  });
  const shown = `Rows shown: ${api.getDisplayedRowCount()} of ${box.dataset.rows}`;
  // Not AG Grid's own download: it puts a byte order mark before the first "# ".
  saveCsv(fileName(`${file}.csv`), preamble(title, [shown, ...lines]) + rows);
}

document.addEventListener("click", async (event) => {
  const button = closestTo(event, "[data-grid-csv]");
  const id = button && button.dataset.gridCsv;
  if (id) exportRows(id, await whenGrid(id));
});
