/* One line under the header when sources failed: each by name, why, and one retry for all. */

import { IDS, RETRY } from "./contract.mjs";
import { closestTo, elementById, queryAll, queryOne, queryPart } from "./dom.mjs";
import { askAgain } from "./refresh.mjs";

/* A panel that fell back to older data or to the embedded tables names what failed as well. */
const failed = () =>
  queryAll('.panel[data-failed]:not([data-failed=""]), .panel[data-state="unavailable"]')
    .filter((panel) => panel.offsetParent);
let shown = "";

/**
 * @param {HTMLElement} panel
 * @returns {[string, string][]}
 */
function reasons(panel) {
  if (panel.dataset.failed) return JSON.parse(panel.dataset.failed);
  const why = queryOne(".panel-message span", panel);
  return [[queryPart("h2", panel).textContent || "", why?.textContent || "no answer"]];
}

/**
 * Sources that failed for the same reason share it: "gnomAD, UniProt could not be reached."
 * @param {Map<string, string>} bySource
 */
function said(bySource) {
  const names = new Map();
  for (const [source, why] of [...bySource].reverse()) {
    const rest = why.startsWith(`${source} `) ? why.slice(source.length) : `: ${why}`;
    names.set(rest, [...(names.get(rest) || []), source]);
  }
  return [...names].map(([rest, sources]) => sources.join(", ") + rest);
}

function show() {
  const line = elementById(IDS.failures);
  if (!line) return;
  // Turned round twice, so that of several reasons of a source its first one counts.
  const text = said(new Map(failed().flatMap(reasons).reverse())).join("  ·  ");
  if (text === shown) return;
  shown = text;
  line.hidden = !text;
  queryPart(".failures-text", line).textContent = text;
}

document.addEventListener("click", (event) => {
  if (!closestTo(event, "#retry-all")) return;
  for (const panel of failed()) askAgain(panel, RETRY);
});

new MutationObserver(() => requestAnimationFrame(show)).observe(document.documentElement, {
  subtree: true,
  childList: true,
  attributes: true,
  attributeFilter: ["data-state", "data-failed"],
});
