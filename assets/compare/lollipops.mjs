/* Lollipops of several genes on one axis: residues, percent of length, or residues from the first
 * one of a shared domain. Data stay in residues; each plot's window and ticks are moved instead. */

import { lollipop } from "../lollipop/lollipop.mjs";
import { current, setFields } from "../page/address.mjs";
import { toggled } from "../page/chips.mjs";
import { IDS, MOST_COMPARED } from "../page/contract.mjs";
import { clientside } from "../page/dash.mjs";
import { closestTo, elementById, queryAll } from "../page/dom.mjs";
import { grouped } from "../page/text.mjs";
import { isDrawn } from "../plot/plotly.mjs";
import * as proteinAxis from "./axis.mjs";
import * as domainCopies from "./copies.mjs";
import { plotsInView } from "./in-view.mjs";
import { readLollipopView } from "./lollipop-address.mjs";

const AT_ONCE_MS = 40;
const KEEP = { replace: true };
const SQUEEZING = 5; // times as long as the next protein
let base = null; // what the server sent: {for, genes, shared}
let windowShown = null; // [from, to] on the common axis, null: everything
let last = ""; // what the plots were drawn for
let shownAxes = "";
/** @type {string | undefined} */
let shownEnds; // of the window, as the address has them
let drawing = 0; // of the last round
let frames = 0;
let looks = []; // what stands at each place now, all that it is drawn from
let undrawn = false; // the plots have no heights yet
const boxes = [];

const part = (name) => elementById(`${IDS.compareLollipops}-${name}`);
const panel = () => elementById(`panel-${IDS.compareLollipops}`);
const isHere = () => Boolean(current && current.view === "compare" && part("axis"));

function box(place) {
  boxes[place] =
    boxes[place] ||
    lollipop(`${IDS.compareLollipops}-drawing-${place}`, {
      zoom: ([from, to]) => zoomed(place, from, to),
      whole: () => setFields({ window: null }, KEEP),
    });
  return boxes[place];
}

/* ---- what the address asks for ---- */

function wanted() {
  const { classes, consequences } = part("filters").dataset;
  const known = { shared: base.shared, classes: classes.split("|"), consequences: consequences.split("|") };
  return { ...readLollipopView(current.fields, known), genes: drawn() };
}

/* ---- drawing ---- */

const drawn = () => base.genes.filter((gene) => gene.figure);

/* The ids of the records that the filters leave, null for all. */
function passing({ rows }, { classes, consequences }) {
  if (!classes && !consequences) return null;
  const fits = (id, i) =>
    (!classes || classes.has(rows.class[i])) && (!consequences || consequences.has(rows.consequence[i]));
  return new Set(rows.id.filter(fits));
}

/* A few plots at once, then the page answers in between: the rows above are painted first. */
async function drawInTurn(plots) {
  const own = (drawing += 1);
  let begun = -AT_ONCE_MS;
  for (const [place, figure, left, look] of plots) {
    if (looks[place] === look && isDrawn(part(`drawing-${place}`))) {
      await box(place).relabel(figure.layout.meta);
      continue;
    }
    if (performance.now() - begun > AT_ONCE_MS) {
      await new Promise((done) => setTimeout(done));
      begun = performance.now();
    }
    if (own !== drawing) return; // the address has changed meanwhile
    looks[place] = look;
    await box(place).draw(figure, left);
  }
  undrawn = false;
  inView.note();
}

/* A plot that is not drawn yet is no obstacle for those below it: they are not in view for that. */
const inView = plotsInView(panel, () => {
  if (!base || undrawn || !isHere() || panel().dataset.for !== base.for) return null;
  return base.genes.map((gene) => gene.symbol);
});

function onAxis(gene, view) {
  const { layout } = gene.figure;
  const { picture } = layout.meta;
  const words = view.axis === "residue" ? picture.xaxis.title.text : proteinAxis.words(gene, view);
  const meta = {
    ...layout.meta,
    picture: { ...picture, xaxis: { title: { text: words } } },
    frame: `${base.for}|${gene.symbol}|${(frames += 1)}`, // a new window each time
  };
  return { ...gene.figure, layout: { ...layout, xaxis: { ...layout.xaxis, ...proteinAxis.axisOf(gene, view, windowShown) }, meta } };
}

/* One protein may be so long that nothing can be told apart on the others. */
function squeezed(view) {
  const byLength = drawn().sort((a, b) => b.length - a.length);
  const [longest, next] = byLength;
  if (view.axis !== "residue" || !next || longest.length < SQUEEZING * next.length) return "";
  return ` ${longest.symbol} is far longer than the others: the switch above shows each protein at full width.`;
}

function draw(view) {
  const plots = [];
  let shown = 0;
  let all = 0;
  base.genes.forEach((gene, place) => {
    if (!gene.figure) return;
    const left = passing(gene, view);
    all += gene.rows.id.length;
    shown += left ? left.size : gene.rows.id.length;
    const figure = onAxis(gene, view);
    const { class: classes, consequence } = current.fields;
    const look = [gene.symbol, gene.rows, gene.figure.data, proteinAxis.axisOf(gene, view, windowShown), classes, consequence];
    plots.push([place, figure, left, JSON.stringify(look)]);
  });
  drawInTurn(plots);
  // Genes are not summed out of a selection, nor a class of it.
  const every = shown === all ? "all records" : "the records that pass the filters,";
  const few = base.mixed
    ? `Showing ${every} on the plots; the genes show different sets for now, so nothing is summed. `
    : base.selection
    ? `Showing ${shown === all ? "all records of this set" : "the records of this set that pass the filters,"} on the plots. `
    : `Showing ${shown === all ? "all" : `${grouped(shown)} of`} ${grouped(all)} records on the plots. `;
  part("shown").textContent = all
    ? few +
      `Across: ${proteinAxis.words(null, view)}. Height: records at the residue.${squeezed(view)}`
    : "";
}

function relayout(view) {
  base.genes.forEach((gene, place) => {
    if (!gene.figure) return;
    const own = Object.entries(proteinAxis.axisOf(gene, view, windowShown)).map(([name, value]) => [`xaxis.${name}`, value]);
    box(place).relayout(Object.fromEntries(own));
  });
}

/* The window of all plots is a field of the address, on the axis that they share. */
function zoomed(place, from, to) {
  if (!base || !isHere()) return;
  const { zero, unit } = proteinAxis.scale(base.genes[place], wanted());
  const ends = [from, to].map((end) => Number(((end - zero) / unit).toFixed(2)));
  if (ends[0] < ends[1]) setFields({ window: ends.join("_") }, KEEP);
}

/** @param {string | undefined} text */
function windowOf(text) {
  const ends = (text || "").split("_").map(Number);
  return text && ends.length === 2 && ends.every(Number.isFinite) && ends[0] < ends[1] ? ends : null;
}

/* ---- controls ---- */

function paint(view) {
  const sets = { class: view.classes, consequence: view.consequences };
  for (const chip of queryAll("#compare-lollipops-filters .filter-chip")) {
    const chosen = sets[chip.dataset.filter];
    chip.setAttribute("aria-pressed", String(!chosen || chosen.has(chip.dataset.value)));
  }
  for (const button of queryAll('#compare-lollipops-axis [data-field="axis"]')) {
    const own = { "": "residue", percent: "percent" }[button.dataset.value];
    button.setAttribute("aria-pressed", String(own === view.axis));
  }
  const words = view.notices.join(" ");
  if (part("notice").textContent !== words) part("notice").textContent = words;
}

function chips(kind) {
  const all = queryAll(`#compare-lollipops-filters .filter-chip[data-filter="${kind}"]`);
  return [...all].map((chip) => chip.dataset.value);
}

const acts = {
  only: ({ filter, value }) => ({ [filter]: value }),
  all: ({ filter }) => ({ [filter]: null }),
  toggle: ({ filter, value }) => {
    const { classes, consequences } = wanted();
    return { [filter]: toggled(chips(filter), filter === "class" ? classes : consequences, value) };
  },
};

function apply() {
  if (!base || !isHere()) return;
  const view = wanted();
  paint(view);
  base.genes.forEach((gene, place) => domainCopies.show(part(`copy-${place}`), gene, view));
  for (let place = base.genes.length; place < MOST_COMPARED; place += 1) {
    if (part(`copy-${place}`)) part(`copy-${place}`).replaceChildren();
  }
  const { class: classes, consequence, axis, copy, window: ends } = current.fields;
  const key = JSON.stringify([base.for, classes, consequence, axis, copy]);
  const axes = JSON.stringify([axis, copy]);
  const turned = last && axes !== shownAxes;
  shownAxes = axes;
  // A window of residues is none of percent.
  if (turned && ends && ends === shownEnds) return setFields({ window: null }, KEEP);
  const moved = ends !== shownEnds;
  shownEnds = ends;
  windowShown = windowOf(ends);
  if (key !== last) {
    last = key;
    draw(view);
  } else if (moved) {
    looks = [];
    relayout(view);
  }
  return undefined;
}

function showLollipops(sent) {
  if (!sent || base === sent) return;
  base = sent;
  last = "";
  inView.watch([...Array(MOST_COMPARED).keys()].map((place) => part(`place-${place}`)));
  undrawn = drawn().length > 0;
  apply();
  inView.note();
}

function leave() {
  if (current.view === "compare" || !base) return;
  base = null;
  last = "";
  inView.forget();
  looks = [];
  for (const one of boxes) if (one) one.purge();
}

clientside({ show_lollipops: showLollipops });

document.addEventListener("gcd:address", () => {
  leave();
  apply();
});
document.addEventListener("click", (event) => {
  const set = closestTo(event, "[data-compare-set]");
  // Another set has other classes and, on another sequence, other copies of a domain.
  if (set && base) setFields({ source_set: set.dataset.compareSet, class: null, consequence: null, copy: null });
  const button = closestTo(event, "#compare-lollipops-filters [data-act]");
  if (button && base) setFields(acts[button.dataset.act](button.dataset));
});
document.addEventListener("click", (event) => {
  // Who opens the menu may save all of it.
  if (closestTo(event, `[data-ask-all], #panel-${IDS.compareLollipops} .panel-menu`)) inView.seeAll();
});
window.addEventListener("beforeprint", inView.seeAll);
document.addEventListener("gcd:figures", inView.seeAll);
document.addEventListener("change", (event) => {
  const select = closestTo(event, "[data-copy-of]");
  if (!select || !base) return;
  const copies = wanted().copies;
  copies.delete("");
  copies.set(select.dataset.copyOf, Number(select.value));
  setFields({ copy: [...copies].map(([symbol, index]) => `${symbol}:${index}`).join(",") });
});
// Chips are drawn anew with each answer, after the state was applied or before it.
new MutationObserver((changes) => {
  const fresh = (change) => closestTo(change, "#compare-lollipops-filters, #compare-lollipops-axis");
  if (base && isHere() && changes.some(fresh)) paint(wanted());
}).observe(document.documentElement, { childList: true, subtree: true });
