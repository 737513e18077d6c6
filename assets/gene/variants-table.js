/* The variants table: shows the rows that the filters leave, and is linked to the lollipop. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const GRID = "variants-grid";
  const PAUSE_MS = 60;
  let expected = 0; // rows of the gene; no grid is built for none
  let visible = null; // ids that pass the filters, null: all
  let found = new Set();
  let selected = null;
  let toReveal = null;
  let bound = null; // the grid that has been told of all this
  let waiting = 0;
  let onPick = () => {};

  function pick(event) {
    if (!event.event.target.closest("a")) onPick(event.data.id);
  }

  function bind(api) {
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
    // The page may build the grid again; the next one knows nothing of filters and selection.
    api.addEventListener("gridPreDestroyed", () => {
      bound = null;
      toReveal = selected;
      later();
    });
    api.onFilterChanged();
    api.redrawRows();
  }

  function later() {
    if (visible || found.size || selected) gcd.gridNow(GRID); // the plain rows know of none of these
    // The frame stays; the grid in it goes while its script loads.
    if (waiting || !expected || !document.getElementById(`${GRID}-frame`)) return;
    waiting = setTimeout(() => {
      waiting = 0;
      tell(() => {});
    }, PAUSE_MS);
  }

  /* The grid comes later than the page; a new one is told everything, a known one what is new. */
  function tell(news) {
    const api = gcd.grid(GRID);
    if (!api) return later();
    if (bound === api) news(api);
    else bind(api);
    sync();
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
  function expect(count) {
    expected = count;
    show(null);
  }

  function show(ids) {
    visible = ids;
    tell((api) => api.onFilterChanged());
  }

  function mark(ids, id) {
    const same = ids.length === found.size && ids.every((other) => found.has(other));
    found = new Set(ids);
    selected = id;
    tell((api) => {
      if (!same) api.redrawRows();
    });
  }

  function reveal(id) {
    toReveal = id;
    tell(() => {});
  }

  gcd.variantsTable = { expect, show, mark, reveal, picked: (handler) => { onPick = handler; } };
})();
