/* The table of explore: rows that answer from the columns, so that twenty thousand cost nothing
 * until they are looked at. Its script is fetched after the plot is painted. */

import { frameOf } from "../grid/frame.mjs";
import { gridOf, onGrid, whenGrid } from "../grid/grids.mjs";
import { IDS } from "../page/contract.mjs";
import { elementById } from "../page/dom.mjs";

let rows = []; // what the grid is to show
let chosen = null; // the row that is ringed
let bound = null;
let release = "";
/** @type {(place: number) => void} */
let onPick = () => {};

const frame = () => frameOf(IDS.exploreGrid);

function pick(event) {
  if (event.data) onPick(event.data.place);
}

/* A grid that was built, or built again: it knows nothing of its rows. */
onGrid(IDS.exploreGrid, (api) => {
  bound = api;
  api.addEventListener("rowClicked", pick);
  api.addEventListener("cellKeyDown", (event) => {
    if (event.event.key === "Enter") pick(event);
  });
  // The page may build it again.
  api.addEventListener("gridPreDestroyed", () => {
    bound = null;
    setTimeout(tell);
  });
  tell();
});

function mark() {
  if (!bound || bound.isDestroyed()) return;
  const [before] = bound.getSelectedNodes();
  if (before && before.data === chosen) return;
  bound.deselectAll();
  if (!chosen) return;
  /** @type {any} */
  let found = null;
  bound.forEachNode((node) => { if (node.data === chosen) found = node; });
  if (!found) return;
  found.setSelected(true, true);
  if (found.displayed) bound.ensureNodeVisible(found, "middle");
}

function tell() {
  if (!frame()) return; // another view
  const api = gridOf(IDS.exploreGrid);
  if (!api) {
    if (rows.length) whenGrid(IDS.exploreGrid);
    return;
  }
  if (frame().dataset.for !== release) frame().dataset.for = release; // a table of its own: anew
  if (api.shown !== rows) {
    api.shown = rows;
    api.setGridOption("rowData", rows);
  }
  mark();
}

export function show(wanted, row) {
  chosen = row;
  if (wanted !== rows) {
    rows = wanted;
    const box = frame();
    box.dataset.rows = String(rows.length);
    elementById(`${IDS.exploreGrid}-box`).style.setProperty("--rows", rows.length);
  }
  tell();
}

/* A release is another table: no filter or order of the one before. */
export function startAnew(name) {
  release = name;
}

/* Rows as they stand on the screen, filtered and sorted. */
export function displayed() {
  const api = gridOf(IDS.exploreGrid);
  if (!api || api.shown !== rows) return rows;
  const found = [];
  api.forEachNodeAfterFilterAndSort((node) => found.push(node.data));
  return found;
}

/** Whether the grid is there, and has been told of the rows. */
export const isThere = () => bound !== null && bound === gridOf(IDS.exploreGrid);

/** Call `handler` with the place of a row that is picked. */
export function picked(handler) {
  onPick = handler;
}
