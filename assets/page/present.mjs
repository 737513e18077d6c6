/* Presentation: the slide stands in the address, so a copied link presents the same. Slides
 * themselves are assets/figures/slides.mjs, fetched when one presents for the first time. Up and
 * down go from gene to gene of the address's set, else of those that this window has shown. */

import { current, prefix, setFields } from "./address.mjs";
import { IDS } from "./contract.mjs";
import { setProps } from "./dash.mjs";
import { closestTo, elementById } from "./dom.mjs";
import { symbolsOf } from "./gene-set.mjs";
import { loadModule } from "./loading.mjs";
import { toast } from "./share.mjs";

const SHOWN = "gcd-genes-shown";
const MOST = 30;
const OWN = ["class", "consequence", "residues", "find", "variant"]; // of one gene's records

const presenting = () => Boolean(current && current.fields.present);
let figures = null; // the module, once it was fetched

const genesShown = () => JSON.parse(window.sessionStorage.getItem(SHOWN) || "[]");

function genes() {
  const named = symbolsOf(current.fields);
  return named && named.length ? named : genesShown();
}

function remember(gene) {
  const kept = genesShown();
  if (kept.includes(gene)) return;
  window.sessionStorage.setItem(SHOWN, JSON.stringify([...kept, gene].slice(-MOST)));
}

function toGene(step) {
  const set = genes();
  const next = set[set.indexOf(current.gene) + step];
  if (!next || !set.includes(current.gene)) return;
  const pathname = prefix() + "gene/" + encodeURIComponent(next);
  const kept = new URLSearchParams(window.location.search);
  for (const own of OWN) kept.delete(own);
  setProps(IDS.address, { pathname, search: "?" + kept.toString() });
}

async function apply() {
  const button = elementById(IDS.presentSwitch);
  if (button) {
    button.setAttribute("aria-pressed", String(presenting()));
    button.hidden = current.view === "data";
  }
  if (!presenting()) return figures && figures.leave();
  try {
    figures = await loadModule("figures");
  } catch (error) {
    return toast(`${error.message} Reload the page.`);
  }
  return presenting() ? figures.show({ genes, toGene }) : figures.leave();
}

document.addEventListener("gcd:address", () => {
  if (current.view === "gene" && current.gene) remember(current.gene);
  apply();
});

// Its first slide where the address names none that is there.
document.addEventListener("click", (event) => {
  if (closestTo(event, `#${IDS.presentSwitch}`)) setFields({ present: presenting() ? null : "first" });
});
