/* html[data-ready="true"]: every panel on the page is settled for the address and painted. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  let scheduled = false;

  gcd.unsettle = function () {
    document.documentElement.dataset.ready = "false";
    schedule();
  };

  /* What a panel of the gene page is for: callbacks/panels.py writes the same. */
  function token(panel) {
    const { gene, release, fields } = gcd.current;
    if (panel.dataset.byRelease === "true") return `${gene}|${release || ""}`;
    return panel.dataset.bySet === "true" ? `${gene}|${fields.source_set || ""}` : gene;
  }

  gcd.panelToken = token;

  function painted(panel, wanted) {
    if (!isShown(panel)) return true; // no such gene
    const graphs = [...panel.querySelectorAll(".js-plotly-plot")];
    const drawn = graphs.every((graph) => !isShown(graph) || isDrawn(graph, wanted));
    const frames = [...panel.querySelectorAll(".dash-graph")].filter(isShown);
    const mounted = frames.length <= graphs.length;
    const grids = [...panel.querySelectorAll(".grid")];
    return drawn && mounted && grids.every((grid) => !isShown(grid) || isFilled(grid));
  }

  /* Not by `offsetParent`: that would lay out the page at every look. */
  const isShown = (node) => node.checkVisibility();

  function isDrawn(graph, wanted) {
    const layout = graph._fullLayout;
    return Boolean(layout && graph.layout.meta && graph.layout.meta.for === wanted);
  }

  // Rows that AG Grid has drawn, or its words that no row passes the filters.
  gcd.GRID_ROWS = ".ag-center-cols-container .ag-row, .ag-overlay:not(.ag-hidden)";

  function isFilled(grid) {
    const rows = Number(grid.dataset.rows || 0);
    if (rows === 0 || grid.querySelector("[role=alert]")) return true; // none, or its script failed
    if (!grid.dataset.wanted && grid.querySelector(".grid-preview")) return true;
    return !grid.querySelector(".ag-delay-render") && grid.querySelector(gcd.GRID_ROWS) !== null;
  }

  /* What a part of a view of several genes is for: the fields of the address that it names. */
  gcd.wanted = function (part) {
    const names = part.dataset.settles.split(" ").filter(Boolean);
    return names.map((name) => gcd.current.fields[name] || "").join("|");
  };

  function settledView() {
    const shown = document.querySelector("#view > :not(.gene-view)");
    if (!shown || (shown.dataset.view && shown.dataset.view !== gcd.current.view)) return false;
    if (shown.querySelector("[data-awaited]:empty")) return false;
    return [...shown.querySelectorAll("[data-settles]")].every(
      (part) =>
        part.dataset.state !== "pending" &&
        part.dataset.for === gcd.wanted(part) &&
        painted(part, gcd.wanted(part))
    );
  }

  function settled() {
    if (!gcd.current || gcd.opening) return false;
    if (gcd.current.view !== "gene") return settledView();
    const view = document.getElementById("gene-view");
    if (!view || view.dataset.for !== gcd.current.gene) return false;
    return [...view.querySelectorAll(".panel")].every(
      (panel) =>
        panel.dataset.state !== "pending" && panel.dataset.for === token(panel) && painted(panel, token(panel))
    );
  }

  function check() {
    scheduled = false;
    if (document.documentElement.dataset.ready === "true" || !settled()) return;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (!settled()) return;
        document.documentElement.dataset.ready = "true";
        document.dispatchEvent(new CustomEvent("gcd:ready"));
      })
    );
  }

  function schedule() {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(check);
  }

  document.documentElement.dataset.ready = "false";
  new MutationObserver(schedule).observe(document.documentElement, {
    subtree: true,
    childList: true,
    attributes: true,
    attributeFilter: ["data-state", "data-for", "data-rows", "class"],
  });
})();
