/* What stands around a grid: the quick filter, the count of rows shown, the button for rows that are
 * hidden at first, and a clean start for each gene. */

import { gridFunctions, setProps } from "../page/dash.mjs";
import { closestTo, elementById, queryOne, targetOf } from "../page/dom.mjs";
import { emptyFields } from "./formats.mjs";
import { countRows, frameOf } from "./frame.mjs";
import { gridOf, idOf, onGrid, whenGrid } from "./grids.mjs";

/** @type {Map<string, string[]>} */
const dropped = new Map(); // grid id -> fields of columns that are left out as they are empty

/** @param {string} id */
export const droppedFields = (id) => dropped.get(id) || [];

/**
 * @param {string} id
 * @param {import("./grids.mjs").GridApi} api
 */
function count(id, api) {
  const box = frameOf(id);
  if (!box) return;
  countRows(id, api.getDisplayedRowCount());
  // What scrolls can be scrolled with the keys too.
  const area = queryOne(".ag-center-cols-viewport", box);
  const body = area && area.closest(".ag-body-viewport");
  if (body) area.tabIndex = scrolls(area) || scrolls(body) ? 0 : -1;
}

/** @param {Element} area */
function scrolls(area) {
  return area.scrollHeight > area.clientHeight || area.scrollWidth > area.clientWidth;
}

/**
 * Nothing of the gene before: no filter, no search, no selection, no order, no scroll.
 * @param {string} id
 * @param {import("./grids.mjs").GridApi} api
 */
function startAnew(id, api) {
  if (api.isAnyFilterPresent()) api.setFilterModel(null);
  find(id, "");
  setProps(`${id}-find`, { value: "" });
  showAll(id, false);
  api.deselectAll();
  api.resetColumnState();
  dropEmpty(id, api);
  if (api.getDisplayedRowCount() > 0) api.ensureIndexVisible(0, "top");
}

/**
 * Leave out columns that no row has a value for, and bring back those of the gene before.
 * @param {string} id
 * @param {import("./grids.mjs").GridApi} api
 */
function dropEmpty(id, api) {
  /** @type {Record<string, unknown>[]} */
  const rows = [];
  api.forEachNode((/** @type {any} */ node) => rows.push(node.data));
  // A grid that is just being built, or taken down with its view, has no columns.
  const shapes = (api.getColumns() || []).map((/** @type {any} */ column) => column.getColDef());
  const empty = emptyFields(api.getGridOption("context"), shapes, rows);
  const back = droppedFields(id).filter((field) => !empty.includes(field));
  dropped.set(id, empty);
  if (back.length) api.setColumnsVisible(back, true);
  if (empty.length) api.setColumnsVisible(empty, false);
}

/**
 * @param {string} id
 * @param {string} words
 */
function find(id, words) {
  const api = gridOf(id);
  if (api) api.setGridOption("quickFilterText", words);
}

/**
 * Rows that are hidden at first, and the button that shows them.
 * @param {string} id
 * @param {boolean} all
 */
function showAll(id, all) {
  const box = frameOf(id);
  if (!box || (box.dataset.all === "true") === all) return;
  box.dataset.all = String(all);
  const button = queryOne(`[data-grid-all="${id}"]`);
  if (button) button.setAttribute("aria-pressed", String(all));
  const api = gridOf(id);
  if (api) api.onFilterChanged();
}

/** @param {{api: import("./grids.mjs").GridApi}} params */
function hides(params) {
  const id = idOf(params.api);
  const box = id && frameOf(id);
  return !(box && box.dataset.all === "true");
}

gridFunctions({ gcdHides: hides, gcdNot: (value) => !value });

onGrid(null, (api, id) => {
  api.addEventListener("modelUpdated", () => count(id, api));
  api.addEventListener("gridSizeChanged", () => count(id, api));
  api.addEventListener("rowDataUpdated", () => dropEmpty(id, api));
  dropEmpty(id, api);
  count(id, api);
  const words = elementById(`${id}-find`)?.value; // typed before the grid was there
  if (words) find(id, words);
});

new MutationObserver((changes) => {
  for (const change of changes) {
    const box = targetOf(change);
    const id = box.matches(".grid") && change.oldValue !== box.dataset.for && box.dataset.grid;
    const api = id && gridOf(id);
    if (api) startAnew(id, api);
  }
}).observe(document.documentElement, {
  subtree: true,
  attributes: true,
  attributeFilter: ["data-for"],
  attributeOldValue: true,
});

document.addEventListener("input", (event) => {
  const box = closestTo(event, ".grid-find") && closestTo(event, ".grid");
  if (box && box.dataset.grid) find(box.dataset.grid, targetOf(event).value);
});

document.addEventListener("click", async (event) => {
  const button = closestTo(event, "[data-grid-all]");
  const id = button && button.dataset.gridAll;
  if (!id) return;
  await whenGrid(id);
  showAll(id, button.getAttribute("aria-pressed") !== "true");
});
