/* The comparison of this browser: the genes that Compare showed last, and the genes looked at last. The
 * gene page adds a gene to it or begins a new one; Compare offers both where it has no gene yet. */

import { addressNow, openView } from "./address.mjs";
import { IDS, MOST_COMPARED } from "./contract.mjs";
import { closestTo, elementById } from "./dom.mjs";
import { toast } from "./share.mjs";

const COMPARED = "gcd-compared";
const RECENT = "gcd-recent-genes";
const MOST_RECENT = 8;

/** @param {string} key */
function stored(key) {
  try {
    const found = JSON.parse(window.localStorage.getItem(key) || "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one === "string") : [];
  } catch {
    return []; // written by something else
  }
}

/** Symbols that Compare showed last, in their order. */
export const compared = () => stored(COMPARED);

/** Symbols of the gene pages opened last, the newest first. */
export const recentGenes = () => stored(RECENT);

document.addEventListener("gcd:ready", () => {
  const gene = elementById(IDS.geneView)?.dataset.gene;
  if (gene) {
    const others = recentGenes().filter((one) => one !== gene);
    window.localStorage.setItem(RECENT, JSON.stringify([gene, ...others].slice(0, MOST_RECENT)));
  }
  const genes = addressNow().view === "compare" && elementById("compare-view")?.dataset.genes;
  if (genes) window.localStorage.setItem(COMPARED, JSON.stringify(genes.split(",")));
});

/** @param {string} symbol */
function add(symbol) {
  const genes = compared();
  if (genes.includes(symbol)) toast(`${symbol} is in the comparison already.`);
  else if (genes.length >= MOST_COMPARED) {
    return toast(`The comparison has ${MOST_COMPARED} genes, the most there is room for: begin a new one, or remove a gene in Compare.`);
  } else genes.push(symbol);
  return openView("compare", { genes: genes.join(",") });
}

document.addEventListener("click", (event) => {
  const how = closestTo(event, "[data-compare]")?.dataset.compare;
  const gene = how && elementById(IDS.geneView)?.dataset.gene;
  if (!gene) return;
  if (how === "add") add(gene);
  else openView("compare", { genes: gene });
});
