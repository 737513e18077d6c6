/* The variants table: shows the rows that the filters leave, and is linked to the lollipop. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const GRID = "variants-grid";
  const PAUSE_MS = 60;
  let visible = null; // ids that pass the filters, null: all
  let found = new Set();
  let selected = null;
  let toReveal = null;
  let bound = null;
  let onPick = () => {};

  function bind(api) {
    if (bound === api) return;
    bound = api;
    api.setGridOption("isExternalFilterPresent", () => visible !== null);
    api.setGridOption("doesExternalFilterPass", (row) => visible.has(row.data.id));
    api.setGridOption("rowClassRules", { "variant-found": (row) => found.has(row.data.id) });
    for (const event of ["modelUpdated", "selectionChanged"]) {
      api.addEventListener(event, () => requestAnimationFrame(sync));
    }
    api.addEventListener("rowClicked", (event) => pick(event));
    api.addEventListener("cellKeyDown", (event) => {
      if (event.event.key === "Enter") pick(event);
    });
  }

  function pick(event) {
    if (event.event.target.closest("a")) return;
    onPick(event.data.id);
  }

  /* The grid comes later than the page; its rows come later than the callback. */
  function whenThere(work) {
    const api = gcd.grid && gcd.grid(GRID);
    if (api && !api.isDestroyed()) {
      bind(api);
      work(api);
    } else if (document.getElementById(GRID)) {
      setTimeout(() => whenThere(work), PAUSE_MS);
    }
  }

  function sync() {
    if (!bound || bound.isDestroyed()) return;
    const row = selected && bound.getRowNode(selected);
    if (row && !row.isSelected()) {
      row.setSelected(true, true);
      toReveal = selected; // what took the selection away took the scroll too: another gene's rows
    }
    if (!selected && bound.getSelectedNodes().length) bound.deselectAll();
    if (!toReveal) return;
    const target = bound.getRowNode(toReveal);
    if (!target || !target.displayed) return;
    toReveal = null;
    bound.ensureNodeVisible(target, "middle");
  }

  function show(ids) {
    visible = ids;
    whenThere((api) => api.onFilterChanged());
  }

  function mark(ids, id) {
    const same = ids.length === found.size && ids.every((other) => found.has(other));
    found = new Set(ids);
    selected = id;
    whenThere((api) => {
      if (!same) api.redrawRows();
      sync();
    });
  }

  function reveal(id) {
    toReveal = id;
    whenThere(sync);
  }

  gcd.variantsTable = { show, mark, reveal, picked: (handler) => { onPick = handler; } };
})();
