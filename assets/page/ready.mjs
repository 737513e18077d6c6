/* html[data-ready="true"]: every panel on the page is settled for the address and painted. */

import { GRID_ROWS } from "../grid/frame.mjs";
import { isDrawn } from "../plot/plotly.mjs";
import { addressNow, current, opening } from "./address.mjs";
import { IDS } from "./contract.mjs";
import { elementById, queryAll, queryOne } from "./dom.mjs";

let scheduled = false;

export function unsettle() {
  document.documentElement.dataset.ready = "false";
  schedule();
}

/**
 * What a panel of the gene page is for: callbacks/panels.py writes the same.
 * @param {{dataset: DOMStringMap}} panel
 */
export function panelToken(panel) {
  const { gene, release, fields } = addressNow();
  if (panel.dataset.byRelease === "true") return `${gene}|${release || ""}`;
  return panel.dataset.bySet === "true" ? `${gene}|${fields.source_set || ""}` : gene;
}

/**
 * @param {HTMLElement} panel
 * @param {string | null} wanted
 */
function painted(panel, wanted) {
  if (!isShown(panel)) return true; // no such gene
  const graphs = queryAll(".js-plotly-plot", panel);
  const drawn = graphs.every((graph) => !isShown(graph) || isDrawnFor(graph, wanted));
  const frames = queryAll(".dash-graph", panel).filter(isShown);
  const mounted = frames.length <= graphs.length;
  const grids = queryAll(".grid", panel);
  return drawn && mounted && grids.every((grid) => !isShown(grid) || isFilled(grid));
}

/**
 * Not by `offsetParent`: that would lay out the page at every look.
 * @param {HTMLElement} node
 */
const isShown = (node) => node.checkVisibility();

/**
 * @param {any} graph
 * @param {string | null} wanted
 */
const isDrawnFor = (graph, wanted) => isDrawn(graph) && graph.layout.meta?.for === wanted;

/** @param {HTMLElement} grid */
function isFilled(grid) {
  const rows = Number(grid.dataset.rows || 0);
  if (rows === 0 || queryOne("[role=alert]", grid)) return true; // none, or its script failed
  if (!grid.dataset.wanted && queryOne(".grid-preview", grid)) return true;
  return !queryOne(".ag-delay-render", grid) && queryOne(GRID_ROWS, grid) !== null;
}

/**
 * What a part of a view of several genes is for: the fields of the address that it names.
 * @param {{dataset: DOMStringMap}} part
 */
export function wantedBy(part) {
  const names = (part.dataset.settles || "").split(" ").filter(Boolean);
  return names.map((name) => addressNow().fields[name] || "").join("|");
}

function settledView() {
  const shown = queryOne("#view > :not(.gene-view)");
  if (!shown || (shown.dataset.view && shown.dataset.view !== addressNow().view)) return false;
  if (queryOne("[data-awaited]:empty", shown)) return false;
  return queryAll("[data-settles]", shown).every(
    (part) =>
      part.dataset.state !== "pending" &&
      part.dataset.for === wantedBy(part) &&
      painted(part, wantedBy(part))
  );
}

function settled() {
  if (!current || opening) return false;
  if (current.view !== "gene") return settledView();
  const view = elementById(IDS.geneView);
  if (!view || view.dataset.for !== current.gene) return false;
  return queryAll(".panel", view).every(
    (panel) =>
      panel.dataset.state !== "pending" && panel.dataset.for === panelToken(panel) && painted(panel, panelToken(panel))
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
