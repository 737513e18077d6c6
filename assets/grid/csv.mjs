/* The rows that a grid shows as CSV: provenance first, then exact values. */

import { closestTo } from "../page/dom.mjs";
import { cellText, fileName, preamble, sourceLines, subject } from "../page/provenance.mjs";
import { saveCsv } from "../page/share.mjs";
import { text } from "./formats.mjs";
import { countWords, frameOf } from "./frame.mjs";
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
 * What a column counts of which there may be more: its figures are no totals, in a file neither.
 * @param {any[]} columns of the grid
 */
function partialColumns(columns) {
  const shapes = columns.filter((one) => one.isVisible()).map((one) => one.getColDef());
  const partial = shapes.filter(({ headerTooltip }) => (headerTooltip || "").includes("at least these"));
  return partial.map(({ field, headerTooltip }) => `Column ${field}: ${headerTooltip}`);
}

/**
 * How many rows the file has: of a selection that was filtered, no number.
 * @param {HTMLElement} box
 * @param {number} shown
 */
function extent(box, shown) {
  const { rows, uncounted } = box.dataset;
  return uncounted === "true" && shown !== Number(rows) ? countWords(box, shown) : `${shown} of ${rows}`;
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
  const shown = `Rows shown: ${extent(box, api.getDisplayedRowCount())}`;
  // Not AG Grid's own download: it puts a byte order mark before the first "# ".
  saveCsv(fileName(`${file}.csv`), preamble(title, [shown, ...lines, ...partialColumns(columns)]) + rows);
}

document.addEventListener("click", async (event) => {
  const button = closestTo(event, "[data-grid-csv]");
  const id = button && button.dataset.gridCsv;
  if (id) exportRows(id, await whenGrid(id));
});
