/* Presentation: larger type, one panel a screen. Left and right go from panel to panel, up and
 * down from gene to gene of the address's set, else of those that this window has shown. The
 * panel stands in the address, so a copied link presents the same. */

import { targetOf } from "../page/dom.mjs";
import { current, prefix, setFields } from "./address.mjs";
import { IDS } from "./contract.mjs";
import { setProps } from "./dash.mjs";
import { closestTo, elementById, queryAll } from "./dom.mjs";
import { symbolsOf } from "./gene-set.mjs";

const SHOWN = "gcd-genes-shown";
const MOST = 30;
const STEPS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };
const GENES = { ArrowDown: 1, ArrowUp: -1 };

const panels = () => queryAll("#view .panel[data-testid^='panel-']");
const nameOf = (panel) => panel.id.replace("panel-", "");
const presenting = () => Boolean(current && current.fields.present);

function genes() {
  const named = symbolsOf(current.fields);
  const kept = JSON.parse(window.sessionStorage.getItem(SHOWN) || "[]");
  return named && named.length ? named : kept;
}

function remember(gene) {
  const kept = JSON.parse(window.sessionStorage.getItem(SHOWN) || "[]");
  if (kept.includes(gene)) return;
  window.sessionStorage.setItem(SHOWN, JSON.stringify([...kept, gene].slice(-MOST)));
}

/* The panel that the address names; the first where it names none that is on the page. */
function shown() {
  const wanted = current.fields.present;
  return panels().find((panel) => nameOf(panel) === wanted) || panels()[0];
}

function place(panel) {
  const all = panels();
  const words = `${all.indexOf(panel) + 1} of ${all.length}`;
  const set = current.view === "gene" ? genes() : [];
  const at = set.indexOf(current.gene);
  return set.length > 1 && at >= 0 ? `${words} · gene ${at + 1} of ${set.length}` : words;
}

function apply() {
  const root = document.documentElement;
  const button = elementById(IDS.presentSwitch);
  const on = presenting() && panels().length > 0;
  root.toggleAttribute("data-present", on);
  if (button) {
    button.setAttribute("aria-pressed", String(on));
    button.hidden = !panels().length;
  }
  const chosen = on ? shown() : null;
  for (const panel of panels()) panel.toggleAttribute("data-presented", panel === chosen);
  const line = elementById(IDS.presentPlace);
  if (line) line.textContent = on ? place(chosen) : "";
  if (on) window.scrollTo(0, 0);
}

function toPanel(step) {
  const all = panels();
  const next = all[all.indexOf(shown()) + step];
  if (next) setFields({ present: nameOf(next) });
}

function toGene(step) {
  const set = genes();
  const next = set[set.indexOf(current.gene) + step];
  if (!next || !set.includes(current.gene)) return;
  const pathname = prefix() + "gene/" + encodeURIComponent(next);
  const kept = new URLSearchParams(window.location.search);
  for (const own of ["class", "consequence", "residues", "find", "variant"]) kept.delete(own);
  setProps(IDS.address, { pathname, search: "?" + kept.toString() });
}

function toggle() {
  setFields({ present: presenting() ? null : nameOf(panels()[0]) });
}

document.addEventListener("gcd:address", () => {
  if (current.view === "gene" && current.gene) remember(current.gene);
  apply();
});

// The panels of a view come after its address.
new MutationObserver((changes) => {
  if (current && changes.some((one) => ["view", "_dash-app-content"].includes(targetOf(one).id))) apply();
}).observe(document.documentElement, { childList: true, subtree: true });

document.addEventListener("click", (event) => {
  if (closestTo(event, "#present-switch")) toggle();
});

document.addEventListener("keydown", (event) => {
  const busy =
    closestTo(event, "input, textarea, select, summary, .dropdown, [role=dialog], [contenteditable], [role=grid], [role=treegrid], [role=listbox]");
  if (busy || event.ctrlKey || event.metaKey || event.altKey || !current || !presenting()) return;
  if (event.key === "Escape") setFields({ present: null });
  else if (event.key in STEPS) toPanel(STEPS[event.key]);
  else if (event.key in GENES && current.view === "gene") toGene(GENES[event.key]);
  else return;
  event.preventDefault();
});
