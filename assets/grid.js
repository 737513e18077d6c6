/* What stands around a grid: the quick filter, the count of rows shown, the CSV of these rows, and
 * a clean start for each gene. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const FORMULA = /^[=+\-@\t\r]/; // as dashboard/export/answer.py
  const PAUSE_MS = 30;
  const grids = new Map(); // grid id -> AG Grid's api
  const awaited = new Map(); // grid id -> what is to be done when it is there
  const dropped = new Map(); // grid id -> fields of columns that are left out as they are empty
  // Grid id -> a function that returns {title, file, lines}: what a view says of its table's CSV.
  const described = (gcd.gridFacts = gcd.gridFacts || {});

  /* Return AG Grid's api, or null before the grid is there. */
  function built(id) {
    const api = grids.get(id);
    return api && !api.isDestroyed() ? api : null;
  }

  const frame = (id) => document.getElementById(`${id}-frame`);

  /* How many rows are shown. Out of a selection no filter counts: its numbers would read as shares. */
  function countWords(box, shown) {
    const all = Number(box.dataset.rows || 0);
    const [few, many] = [shown, all].map((number) => window.dashAgGridFunctions.gcdDecimals(number, 0));
    const noun = `${box.dataset.noun}${all === 1 ? "" : "s"}`;
    if (shown === all) return `${many} ${noun}`;
    if (box.dataset.uncounted === "true") return shown ? `the ${noun} that pass the filters` : `no ${box.dataset.noun} passes the filters`;
    return `showing ${few} of ${many} ${noun}`;
  }

  /* Say how many rows are shown, and give the table its name for screen readers. */
  gcd.countRows = function (id, shown) {
    const box = frame(id);
    if (!box) return;
    const words = countWords(box, shown);
    const line = box.querySelector(".grid-count");
    if (line.textContent !== words) line.textContent = words;
    for (const table of box.querySelectorAll('[role="table"], [role="grid"], [role="treegrid"]')) {
      table.setAttribute("aria-label", box.dataset.label);
    }
  };

  function count(id, api) {
    const box = frame(id);
    if (!box) return;
    gcd.countRows(id, api.getDisplayedRowCount());
    // What scrolls can be scrolled with the keys too.
    const area = box.querySelector(".ag-center-cols-viewport");
    const body = area && area.closest(".ag-body-viewport");
    if (body) area.tabIndex = scrolls(area) || scrolls(body) ? 0 : -1;
  }

  function scrolls(area) {
    return area.scrollHeight > area.clientHeight || area.scrollWidth > area.clientWidth;
  }

  /* Nothing of the gene before: no filter, no search, no selection, no order, no scroll. */
  function startAnew(id, api) {
    if (api.isAnyFilterPresent()) api.setFilterModel(null);
    find(id, "");
    window.dash_clientside.set_props(`${id}-find`, { value: "" });
    showAll(id, false);
    api.deselectAll();
    api.resetColumnState();
    dropEmpty(id, api);
    if (api.getDisplayedRowCount() > 0) api.ensureIndexVisible(0, "top");
  }

  /* Leave out columns that no row has a value for, and bring back those of the gene before. */
  function dropEmpty(id, api) {
    const rows = [];
    api.forEachNode((node) => rows.push(node.data));
    // A grid that is just being built, or taken down with its view, has no columns.
    const shapes = (api.getColumns() || []).map((column) => column.getColDef());
    const empty = gcd.emptyFields(api.getGridOption("context"), shapes, rows);
    const back = (dropped.get(id) || []).filter((field) => !empty.includes(field));
    dropped.set(id, empty);
    if (back.length) api.setColumnsVisible(back, true);
    if (empty.length) api.setColumnsVisible(empty, false);
  }

  function find(id, words) {
    const api = built(id);
    if (api) api.setGridOption("quickFilterText", words);
  }

  /* Rows that are hidden at first, and the button that shows them. */
  function showAll(id, all) {
    const box = frame(id);
    if (!box || (box.dataset.all === "true") === all) return;
    box.dataset.all = String(all);
    const button = document.querySelector(`[data-grid-all="${id}"]`);
    if (button) button.setAttribute("aria-pressed", String(all));
    if (built(id)) built(id).onFilterChanged();
  }

  function hides(params) {
    const id = [...grids.keys()].find((name) => grids.get(name) === params.api);
    const box = id && frame(id);
    return !(box && box.dataset.all === "true");
  }

  /* Get to know a grid that is being built. Dash's own part of it knows the api only after one more
   * render, and would fall over a selection before that. */
  function meet(id, before) {
    const api = apiOf(id);
    if (!api || api !== before) {
      if (frame(id)) setTimeout(() => meet(id, api), PAUSE_MS);
      return;
    }
    if (grids.get(id) === api) return;
    grids.set(id, api);
    // The page may build the grid again: the next one is another.
    api.addEventListener("gridPreDestroyed", () => setTimeout(() => meet(id), PAUSE_MS));
    api.addEventListener("modelUpdated", () => count(id, api));
    api.addEventListener("gridSizeChanged", () => count(id, api));
    api.addEventListener("rowDataUpdated", () => dropEmpty(id, api));
    dropEmpty(id, api);
    count(id, api);
    const words = document.getElementById(`${id}-find`).value; // typed before the grid was there
    if (words) find(id, words);
    for (const then of awaited.get(id) || []) then(api);
    awaited.delete(id);
  }

  /* Do something with a grid, which is built for it if it is not there yet. */
  function withGrid(id, then) {
    const api = built(id);
    if (api) return then(api);
    awaited.set(id, [...(awaited.get(id) || []), then]);
    gcd.gridNow(id);
  }

  function apiOf(id) {
    const suite = window.dash_ag_grid;
    try {
      return suite && suite.getApi ? suite.getApi(id) : null;
    } catch {
      return null; // not built yet
    }
  }

  function cell(value) {
    const words = window.dashAgGridFunctions.gcdText(value);
    if (typeof value === "number") return words;
    const flat = words.split(/\s+/).filter(Boolean).join(" ");
    return FORMULA.test(flat) ? `'${flat}` : flat;
  }

  function csvField(column) {
    const shape = column.getColDef();
    return (shape.cellRendererParams && shape.cellRendererParams.csvField) || shape.field;
  }

  function sourceWords(line) {
    const badge = line.querySelector(".state-badge");
    const words = [...line.childNodes].filter((node) => node !== badge);
    const named = words.map((node) => node.textContent).join("").trim();
    return badge ? `${named} (${badge.textContent})` : named;
  }

  /* Where the figures of a part of the page are from, a line each: what its source lines say, and
   * the licence and citation that they carry. */
  gcd.sourceLines = function (around) {
    const sources = [...around.querySelectorAll(".source")];
    const state = around.querySelector(".source .state-badge");
    const lines = sources.flatMap((line) => [
      `Source: ${sourceWords(line)}`,
      ...(line.dataset.licence ? [`Licence: ${line.dataset.licence}`] : []),
      ...(line.dataset.citation ? [`Citation: ${line.dataset.citation}`] : []),
    ]);
    return [...(state ? [`State: ${state.dataset.state}`] : []), ...lines];
  };

  /* What a table is of: a view that fills its table by itself says so, else the page does. */
  function facts(id, box) {
    if (described[id]) return described[id]();
    const around = box.closest(".panel") || box.closest("[data-view]") || document.body;
    const genes = gcd.subject();
    return {
      title: genes.length ? `${box.dataset.label} of ${genes.join(", ")}` : box.dataset.label,
      file: [...(genes.length ? [genes.join("-")] : []), box.dataset.label, "shown"].join("_"),
      lines: gcd.sourceLines(around),
    };
  }

  /* What a column counts of which there may be more: its figures are no totals, in a file neither. */
  function partialColumns(api) {
    const shapes = api.getAllGridColumns().filter((one) => one.isVisible()).map((one) => one.getColDef());
    const partial = shapes.filter(({ headerTooltip }) => (headerTooltip || "").includes("at least these"));
    return partial.map(({ field, headerTooltip }) => `Column ${field}: ${headerTooltip}`);
  }

  /* Provenance first, a line each, as in the exports of the JSON. */
  function preamble(box, api, { title, lines }) {
    const shown = api.getDisplayedRowCount();
    const isUncounted = box.dataset.uncounted === "true" && shown !== Number(box.dataset.rows);
    const all = [
      `Gene Constraint Dashboard: ${title}`,
      `Rows shown: ${isUncounted ? countWords(box, shown) : `${shown} of ${box.dataset.rows}`}`,
      ...lines,
      ...partialColumns(api),
      `Exported: ${new Date().toISOString().slice(0, 10)}. Research use, not for diagnosis.`,
    ];
    return all.map((line) => `# ${line.split(/\s+/).join(" ")}\r\n`).join("");
  }

  function exportRows(id, api) {
    const box = frame(id);
    const of = facts(id, box);
    const left = dropped.get(id) || []; // a file has them nevertheless
    const columns = api.getAllGridColumns();
    const rows = api.getDataAsCsv({
      columnKeys: columns.filter((one) => one.isVisible() || left.includes(one.getColDef().field)),
      processHeaderCallback: (params) => csvField(params.column),
      processCellCallback: (params) => cell(params.node.data[csvField(params.column)]),
    });
    // Not AG Grid's own download: it puts a byte order mark before the first "# ".
    gcd.saveCsv(`${of.file.replace(/[^A-Za-z0-9._-]+/g, "-")}.csv`, preamble(box, api, of) + rows);
  }

  window.dashAgGridFunctions = Object.assign(window.dashAgGridFunctions || {}, {
    gcdHides: hides,
    gcdNot: (value) => !value,
  });
  gcd.grid = built;
  gcd.meetGrid = meet;
  gcd.withGrid = withGrid;

  new MutationObserver((changes) => {
    for (const change of changes) {
      const box = change.target;
      const api = box.matches(".grid") && change.oldValue !== box.dataset.for && built(box.dataset.grid);
      if (api) startAnew(box.dataset.grid, api);
    }
  }).observe(document.documentElement, {
    subtree: true,
    attributes: true,
    attributeFilter: ["data-for"],
    attributeOldValue: true,
  });

  document.addEventListener("input", (event) => {
    const box = event.target.closest(".grid-find") && event.target.closest(".grid");
    if (box) find(box.dataset.grid, event.target.value);
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-grid-csv]");
    if (button) withGrid(button.dataset.gridCsv, (api) => exportRows(button.dataset.gridCsv, api));
    const all = event.target.closest("[data-grid-all]");
    if (all) withGrid(all.dataset.gridAll, () => showAll(all.dataset.gridAll, all.getAttribute("aria-pressed") !== "true"));
  });
})();
