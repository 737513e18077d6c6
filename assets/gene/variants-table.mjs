/* The variants table: shows the rows that the filters leave, and is linked to the lollipop. */

import { frameOf } from "../grid/frame.mjs";
import { gridOf, onGrid, whenGrid } from "../grid/grids.mjs";
import { IDS } from "../page/contract.mjs";
import { closestTo } from "../page/dom.mjs";

let expected = 0; // rows of the gene; no grid is built for none
let visible = null; // ids that pass the filters, null: all
let found = new Set();
let selected = null;
let toReveal = null;
let bound = null; // the grid that has been told of all this
/** @type {(id: string) => void} */
let onPick = () => {};

function pick(event) {
  if (!closestTo(event.event, "a")) onPick(event.data.id);
}

/* A grid that was built, or built again: it knows nothing of filters and selection. */
onGrid(IDS.variantsGrid, (api) => {
  bound = api;
  api.setGridOption("isExternalFilterPresent", () => visible !== null);
  api.setGridOption("doesExternalFilterPass", (row) => visible.has(row.data.id));
  api.setGridOption("rowClassRules", { "variant-found": (row) => found.has(row.data.id) });
  for (const event of ["modelUpdated", "selectionChanged"]) {
    api.addEventListener(event, () => requestAnimationFrame(sync));
  }
  api.addEventListener("rowClicked", pick);
  api.addEventListener("cellKeyDown", (event) => {
    if (event.event.key === "Enter") pick(event);
  });
  // The page may build it again.
  api.addEventListener("gridPreDestroyed", () => {
    bound = null;
    toReveal = selected;
    setTimeout(() => tell(() => {}));
  });
  api.onFilterChanged();
  api.redrawRows();
  sync();
});

/* The grid comes later than the page. The plain rows in its place know of no filter, so it is built
 * when there is one; a gene without rows has no grid. */
function tell(news) {
  const api = gridOf(IDS.variantsGrid);
  if (api) {
    news(api);
    sync();
  } else if (expected && frameOf(IDS.variantsGrid) && (visible || found.size || selected)) {
    whenGrid(IDS.variantsGrid);
  }
}

/* Rows come later than the callback, and other rows take the selection with them. */
function sync() {
  if (!bound || bound.isDestroyed()) return;
  const row = selected && bound.getRowNode(selected);
  if (row && !row.isSelected()) {
    row.setSelected(true, true);
    toReveal = selected;
  }
  if (!selected && bound.getSelectedNodes().length) bound.deselectAll();
  const target = toReveal && bound.getRowNode(toReveal);
  if (!target || !target.displayed) return;
  toReveal = null;
  bound.ensureNodeVisible(target, "middle");
}

/* A gene's rows are on the way: all of them are shown. */
export function expect(count) {
  expected = count;
  show(null);
}

export function show(ids) {
  visible = ids;
  tell((api) => api.onFilterChanged());
}

export function mark(ids, id) {
  const same = ids.length === found.size && ids.every((other) => found.has(other));
  found = new Set(ids);
  selected = id;
  tell((api) => {
    if (!same) api.redrawRows();
  });
}

export function reveal(id) {
  toReveal = id;
  tell(() => {});
}

/** Call `handler` with the id of a record whose row is picked. */
export function picked(handler) {
  onPick = handler;
}
