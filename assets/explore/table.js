/* The table of explore: rows that answer from the columns, so that twenty thousand cost nothing
 * until they are looked at. Its script is fetched after the plot is painted. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const GRID = "explore-grid";
  let rows = []; // what the grid is to show
  let chosen = null; // the row that is ringed
  let bound = null;
  let release = "";
  let onPick = () => {};

  const frame = () => document.getElementById(`${GRID}-frame`);

  function pick(event) {
    if (event.data) onPick(event.data.place);
  }

  function bind(api) {
    bound = api;
    api.addEventListener("rowClicked", pick);
    api.addEventListener("cellKeyDown", (event) => {
      if (event.event.key === "Enter") pick(event);
    });
    // The page may build the grid again; the next one knows nothing of its rows.
    api.addEventListener("gridPreDestroyed", () => {
      bound = null;
      later();
    });
  }

  function later() {
    if (rows.length && frame()) gcd.withGrid(GRID, tell);
  }

  function mark() {
    if (!bound || bound.isDestroyed()) return;
    const [before] = bound.getSelectedNodes();
    if (before && before.data === chosen) return;
    bound.deselectAll();
    if (!chosen) return;
    let found = null;
    bound.forEachNode((node) => { if (node.data === chosen) found = node; });
    if (!found) return;
    found.setSelected(true, true);
    if (found.displayed) bound.ensureNodeVisible(found, "middle");
  }

  function tell() {
    if (!frame()) return undefined; // another view
    const api = gcd.grid(GRID);
    if (!api) return later();
    if (bound !== api) bind(api);
    if (frame().dataset.for !== release) frame().dataset.for = release; // a table of its own: anew
    if (api.shown !== rows) {
      api.shown = rows;
      api.setGridOption("rowData", rows);
    }
    mark();
  }

  function show(wanted, row) {
    chosen = row;
    if (wanted !== rows) {
      rows = wanted;
      const box = frame();
      box.dataset.rows = String(rows.length);
      document.getElementById(`${GRID}-box`).style.setProperty("--rows", rows.length);
    }
    tell();
  }

  /* A release is another table: no filter or order of the one before. */
  function startAnew(name) {
    release = name;
  }

  /* Rows as they stand on the screen, filtered and sorted. */
  function displayed() {
    const api = gcd.grid(GRID);
    if (!api || api.shown !== rows) return rows;
    const found = [];
    api.forEachNodeAfterFilterAndSort((node) => found.push(node.data));
    return found;
  }

  gcd.exploreTable = { isThere: () => bound !== null && bound === gcd.grid(GRID), show, startAnew, displayed, picked: (handler) => { onPick = handler; } };
})();
