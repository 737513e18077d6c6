/* What stands around a grid: the quick filter, the count of rows shown, the button for rows that are
 * hidden at first, and a clean start for each gene. */

import { addressNow, current, setFields } from "../page/address.mjs";
import { gridFunctions, setProps } from "../page/dash.mjs";
import { closestTo, elementById, queryAll, queryOne, targetOf } from "../page/dom.mjs";
import { emptyFields } from "./formats.mjs";
import { countRows, frameOf } from "./frame.mjs";
import { gridOf, idOf, onGrid, whenGrid } from "./grids.mjs";
import { applyState, fieldOf, isTableField, orderOf, parsedState, sortOf, writtenState } from "./state.mjs";

const WRITING_MS = 150; // after the last letter or click

/** @type {Map<string, string[]>} */
const dropped = new Map(); // grid id -> fields of columns that are left out as they are empty

/** @type {Map<string, {sort: string, order: string[]}>} */
const usual = new Map(); // grid id -> sort and order as the page has them
/** @type {Map<string, ReturnType<typeof setTimeout>>} */
const writing = new Map();

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
  restore(id, api);
}

/* ---- the state of a table is in the address ---- */

/**
 * Show what the address says of a table.
 * @param {string} id
 * @param {import("./grids.mjs").GridApi} api
 */
function restore(id, api) {
  const own = usual.get(id);
  const text = current?.fields[fieldOf(id)];
  if (!own || text === undefined) return;
  const state = parsedState(text, own);
  applyState(api, state);
  find(id, state.find);
  setProps(`${id}-find`, { value: state.find });
  showAll(id, state.all);
}

/**
 * Write what a table shows into the address, where that is something else.
 * @param {string} id
 */
function write(id) {
  const api = gridOf(id);
  const own = usual.get(id);
  const frame = frameOf(id);
  if (!api || !own || !frame || !current) return;
  const state = {
    find: elementById(`${id}-find`)?.value || "",
    filter: api.getFilterModel() || {},
    sort: sortOf(api),
    order: orderOf(api),
    all: frame.dataset.all === "true",
  };
  const text = writtenState(state, own);
  if (text !== (current.fields[fieldOf(id)] || "")) setFields({ [fieldOf(id)]: text }, { replace: true });
}

/** @param {string} id */
function writeSoon(id) {
  clearTimeout(writing.get(id));
  writing.set(id, setTimeout(() => write(id), WRITING_MS));
}

/** What the tables are about: other genes, another set. */
function subjectNow() {
  const { view, gene, fields } = addressNow();
  const { genes, set, source_set: source } = fields;
  return JSON.stringify(view === "explore" ? [view] : [view, gene, genes, set, source]);
}

let subject = "";
/** @type {Record<string, string>} */
let before = {};

/* The state of tables does not go on to other genes; a link, Back and a reload bring theirs. */
document.addEventListener("gcd:address", () => {
  const { fields } = addressNow();
  const now = subjectNow();
  const tables = Object.fromEntries(Object.entries(fields).filter(([name]) => isTableField(name)));
  const carried = Object.keys(tables).filter((name) => subject && subject !== now && before[name] === tables[name]);
  const changes = Object.keys({ ...before, ...tables }).filter((name) => before[name] !== tables[name]);
  subject = now;
  before = tables;
  if (carried.length) setFields(Object.fromEntries(carried.map((name) => [name, null])), { replace: true });
  else changes.forEach(follow);
});

/**
 * A table follows its field of the address: it is built for it, or shows what it says now.
 * @param {string} name
 */
function follow(name) {
  const id = queryAll(".grid").map(({ dataset }) => dataset.grid || "").find((one) => fieldOf(one) === name);
  const api = id && gridOf(id);
  if (!id) return;
  if (!api) whenGrid(id);
  else if (name in before) restore(id, api);
  else if (usual.has(id)) {
    applyState(api, parsedState("", /** @type {any} */ (usual.get(id))));
    find(id, "");
    setProps(`${id}-find`, { value: "" });
    showAll(id, false);
  }
}

/* A view that came after its address: its tables are built now where the address says how. */
document.addEventListener("gcd:ready", () => {
  for (const name of Object.keys(before)) {
    const id = queryAll(".grid").map(({ dataset }) => dataset.grid || "").find((one) => fieldOf(one) === name);
    if (id && !gridOf(id)) whenGrid(id);
  }
});

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
  usual.set(id, { sort: sortOf(api), order: orderOf(api) });
  for (const event of ["filterChanged", "sortChanged", "columnMoved"]) api.addEventListener(event, () => writeSoon(id));
  dropEmpty(id, api);
  count(id, api);
  restore(id, api);
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
  if (!box || !box.dataset.grid) return;
  find(box.dataset.grid, targetOf(event).value);
  writeSoon(box.dataset.grid);
});

document.addEventListener("click", async (event) => {
  const button = closestTo(event, "[data-grid-all]");
  const id = button && button.dataset.gridAll;
  if (!id) return;
  await whenGrid(id);
  showAll(id, button.getAttribute("aria-pressed") !== "true");
  writeSoon(id);
});
