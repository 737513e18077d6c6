/* The state of the variants panel: read from the address, written back to it, shown in chips,
 * boxes, plot and table. Filters run here and ask nobody; only the search asks the server, whose
 * parser knows the notations. */

import { lollipop } from "../lollipop/lollipop.mjs";
import { current, setFields } from "../page/address.mjs";
import { toggled } from "../page/chips.mjs";
import { IDS } from "../page/contract.mjs";
import { clientside, setProps } from "../page/dash.mjs";
import { closestTo, elementById, queryAll, queryOne } from "../page/dom.mjs";
import { panelToken } from "../page/ready.mjs";
import { copy } from "../page/share.mjs";
import { grouped } from "../page/text.mjs";
import { ownChanged, ownPage, ownRows } from "./own-variants.mjs";
import { conditionListOf, filterKey, leftByOthers, passing } from "./variant-filters.mjs";
import { rangeProblem, readVariantView } from "./variants-address.mjs";
import * as variantsTable from "./variants-table.mjs";

const CHOICES_MOST = 30; // the commonest conditions and labels
const LABELS_MOST = 60; // of what was found; more would hide the plot
const NOTHING = { data: [], layout: { meta: { for: null } } };
/** @type {any} */
let base = null; // {figure, gene, rows, own, all, byId}
/** @type {Record<string, string>} */
let view = {};
let answer = null;
let drawn = null; // key of what the filters left
let revealed = null;
let range = null;
let walked = null; // the head that the keyboard is at

export const drawing = lollipop(IDS.variantsDrawing, { pick, zoom: dragged, whole: () => acts.unzoom() });

const part = (name) => elementById(`variants-${name}`);
const say = (name, words) => {
  if (part(name) && part(name).textContent !== words) part(name).textContent = words;
};
const set = (id, value) => setProps(`variants-${id}`, { value });

function read() {
  const { classes, consequences } = part("filters").dataset;
  return readVariantView(view, base, { classes: classes.split("|"), consequences: consequences.split("|") });
}

function newBase(figure, rows) {
  const shown = base && { residue: base.residue, tested: base.tested };
  const { for: token, gene, set: name, selection, length, unplaced, unplacedOf } = figure.layout.meta;
  base = { figure, token, gene, set: name, selection, length, unplaced, unplacedOf };
  base.rows = rows.filter((row) => !row.own);
  base.domains = domainsOf(figure);
  base.conditions = commonest(base.rows.flatMap(conditionListOf));
  drawn = revealed = range = walked = null;
  // What was said of the gene or set before goes.
  if (shown?.residue) setProps(IDS.variantsCard, { tree: "" });
  if (shown?.tested) setProps(IDS.variantsDomains, { tree: "" });
  if (gene) ownPage(base);
  takeOwn();
}

/* The domains on the plot as choices, by their residues. */
function domainsOf({ data }) {
  const track = data.find(({ uid }) => uid === "domains");
  return (track ? track.text : []).map((name, i) => {
    const from = track.base[i] + 0.5;
    const ends = [from, from + track.x[i] - 1];
    return { value: ends.join("-"), range: ends, words: `${name}, ${ends.map(grouped).join("\u2013")}` };
  });
}

/* The commonest of some words as choices. */
function commonest(words) {
  const counts = new Map();
  for (const word of words) counts.set(word, (counts.get(word) || 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).slice(0, CHOICES_MOST).map(([value]) => ({ value, words: value }));
}

/* Boxes to choose from: what the set has, with how many records each would show. */
function paintChoices(wanted) {
  const stars = [1, 2, 3, 4].map((least) => ({ value: String(least), words: least === 4 ? "4 stars" : `${least} stars or more` }));
  const kinds = {
    domain: [base.domains, (row, one) => row.position <= one.range[1] && (row.end || row.position) >= one.range[0]],
    condition: [base.conditions, (row, { value }) => conditionListOf(row).includes(value)],
    stars: [base.rows.some((row) => typeof row.stars === "number") ? stars : [], (row, { value }) => row.stars >= Number(value)],
    label: [base.labels, (row, { value }) => row.label === value],
  };
  for (const [name, [options, fits]] of Object.entries(kinds)) {
    const box = part(`choose-${name}`);
    if (!box) continue;
    const left = name === "label" ? base.own : leftByOthers(base.rows, base.length, wanted, name) || base.rows;
    const told = base.selection && name !== "label" ? () => "" : (option) => ` (${grouped(left.filter((row) => fits(row, option)).length)})`;
    const choices = options.map((option) => new Option(`${option.words}${told(option)}`, option.value));
    box.replaceChildren(new Option("all", ""), ...choices);
    box.value = options.some(({ value }) => value === view[name]) ? view[name] : "";
    box.parentElement.hidden = !options.length;
  }
}

/* How many records each chip would show, once the other filters have had their say. */
function paintCounts(wanted) {
  if (base.selection) return;
  for (const [name, field] of [["class", "class"], ["consequence", "consequence"]]) {
    const left = leftByOthers(base.rows, base.length, wanted, name);
    for (const chip of queryAll(`#panel-variants .filter-chip[data-filter="${name}"]`)) {
      const count = queryOne(".chip-count", chip);
      if (!count) continue;
      count.dataset.all = count.dataset.all || count.textContent;
      const words = left ? grouped(left.filter((row) => row[field] === chip.dataset.value).length) : count.dataset.all;
      if (count.textContent !== words) count.textContent = words;
    }
  }
}

/* The visitor's variants are rows of the table beside the records. */
function takeOwn() {
  const own = ownRows().map((row) => ({ ...row, own: true, class: "my variant", class_words: "My variant", stars: null }));
  const changed = own.length || base.own?.length;
  base.own = own;
  base.all = [...base.rows, ...own];
  base.labels = commonest(own.map(({ label }) => label).filter(Boolean));
  base.byId = new Map(base.all.map((row) => [row.id, row]));
  drawn = null;
  variantsTable.expect(base.all.length);
  if (!changed) return;
  setProps(IDS.variantsGrid, { rowData: base.all });
  setProps(`${IDS.variantsGrid}-frame`, { "data-rows": base.all.length });
  setProps(`${IDS.variantsGrid}-box`, { style: { "--rows": String(base.all.length) } });
}

ownChanged(() => {
  if (!base) return;
  takeOwn();
  apply();
});

function apply() {
  if (!base || !part("filters")) return;
  const wanted = read();
  paint(wanted);
  const key = filterKey(wanted);
  if (key !== drawn) {
    drawn = key;
    base.shown = passing(base.all, base.length, wanted);
    drawing.draw(base.figure, base.shown, base.own);
    variantsTable.show(base.shown);
  }
  zoom(wanted.residues);
  mark(wanted);
  lines(wanted);
  ask(wanted);
}

function zoom(residues) {
  const next = residues && residues.join("-");
  if (next === range) return;
  if (residues) drawing.residues(...residues);
  else drawing.whole();
  range = next;
}

const answered = (wanted) =>
  answer && wanted.find && answer.gene === base.gene && (answer.set || "") === base.set && answer.text === wanted.find
    ? answer
    : null;

function mark(wanted) {
  const hits = answered(wanted) ? answer.ids : [];
  const first = hits.find((id) => base.byId.has(id)) || null;
  const chosen = wanted.variant || first;
  const found = hits.length <= LABELS_MOST ? hits.map((id) => base.byId.get(id)).filter(Boolean) : [];
  const names = new Map(found.map((row) => [row.id, row.protein_change || row.id]));
  drawing.mark([...new Set([...(wanted.variant ? [wanted.variant] : []), ...hits])], names);
  variantsTable.mark(hits, chosen);
  const once = chosen && `${chosen}|${wanted.find}`;
  if (once && once !== revealed) {
    variantsTable.reveal(chosen);
    drawing.show(base.byId.get(chosen).position);
  }
  revealed = once;
}

/* How many records of the classes chosen are not on the plot: with those on it, what the chips say. */
function notOnPlot({ classes }) {
  if (!classes) return base.unplaced;
  return [...classes].reduce((sum, name) => sum + (base.unplacedOf[name] || 0), 0);
}

function countWords(wanted) {
  const counted = (rows) => (base.shown ? rows.filter(({ id }) => base.shown.has(id)).length : rows.length);
  const words = recordWords(wanted, counted(base.rows));
  if (!base.own.length) return words;
  const own = counted(base.own);
  const few = own === base.own.length ? grouped(own) : `${grouped(own)} of ${grouped(base.own.length)}`;
  return `${words} Of my variants ${few} below the protein.`.trim();
}

function recordWords(wanted, shown) {
  const all = base.rows.length;
  if (!all) return "";
  const records = all === 1 ? "record" : "records";
  // Of a selection no class is counted: what a filter leaves of it has no number here.
  if (base.selection && all !== shown) {
    const others = base.unplaced ? "; those not on the plot are listed below the table" : "";
    return `Showing the records of this set that pass the filters${others}.`;
  }
  const left = notOnPlot(wanted);
  const more = left ? `; ${grouped(left)} more${wanted.classes ? " of these classes" : ""} not on the plot` : "";
  const few = all === shown ? `all ${grouped(all)}` : `${grouped(shown)} of ${grouped(all)}`;
  return `Showing ${few} ${records}${base.selection ? " of this set" : ""}${more}.`;
}

function lines(wanted) {
  say("shown", countWords(wanted));
  say("notice", [base.problem, ...wanted.notices].filter(Boolean).join(" "));
  const got = answered(wanted);
  let words = wanted.find ? (got ? got.message : "Looking …") : "";
  if (got && base.shown) {
    const hidden = got.ids.filter((id) => base.byId.has(id) && !base.shown.has(id)).length;
    if (hidden) words += ` The filters hide ${hidden} of them.`;
  }
  say("search-answer", words);
  offer(got && got.other);
}

/* A text that names another gene has a link to that gene, with the change to look for there. */
function offer(other) {
  const place = part("search-answer");
  if (!place || !other || !other.gene) return;
  const link = document.createElement("a");
  link.href = `/gene/${encodeURIComponent(other.gene)}?find=${encodeURIComponent(other.find || "")}`;
  link.textContent = `Look for it on ${other.gene}`;
  place.append(" ", link);
}

function ask(wanted) {
  const asked = wanted.find ? { gene: base.gene, set: base.set, text: wanted.find } : null;
  const key = JSON.stringify(asked);
  if (key === base.asked) return;
  base.asked = key;
  if (asked) setProps(IDS.variantsAsked, { data: asked });
}

function paint(wanted) {
  const sets = { class: wanted.classes, consequence: wanted.consequences };
  for (const chip of queryAll("#panel-variants .filter-chip")) {
    const chosen = sets[chip.dataset.filter];
    chip.setAttribute("aria-pressed", String(!chosen || chosen.has(chip.dataset.value)));
  }
  paintCounts(wanted);
  paintChoices(wanted);
  const boxes = {
    search: wanted.find || "",
    from: wanted.residues ? String(wanted.residues[0]) : "",
    to: wanted.residues ? String(wanted.residues[1]) : "",
  };
  for (const [id, value] of Object.entries(boxes)) {
    const box = part(id);
    if (box && box.value !== value && document.activeElement !== box) set(id, value);
  }
}

/* Show a change at once, then write it into the address. */
function change(changes) {
  view = { ...view, ...changes };
  apply();
  setFields(changes);
}

function chips(kind) {
  const all = queryAll(`#panel-variants .filter-chip[data-filter="${kind}"]`);
  return [...all].map((chip) => chip.dataset.value);
}

function turned(kind, value) {
  const wanted = read();
  return toggled(chips(kind), kind === "class" ? wanted.classes : wanted.consequences, value);
}

const NO_FILTER = {
  class: null, consequence: null, residues: null, domain: null, stars: null, condition: null, label: null, variant: null,
};

const acts = {
  toggle: ({ filter, value }) => change({ [filter]: turned(filter, value) }),
  only: ({ filter, value }) => change({ [filter]: value }),
  all: ({ filter }) => change({ [filter]: null }),
  // Another set has other records, classes and residues: what was chosen in this one goes.
  set: ({ value }) =>
    setFields({ source_set: value, ...NO_FILTER }),
  find: () => change({ find: part("search").value.trim() || null, variant: null }),
  unzoom: () => {
    drawing.whole();
    change({ residues: null });
  },
  domains: () => {
    base.tested = true;
    setProps(IDS.variantsDomainsAsked, { data: { gene: base.gene, set: base.set, at: Date.now() } });
  },
  clear: () => {
    base.problem = null;
    for (const id of ["search", "from", "to"]) set(id, "");
    change({ ...NO_FILTER, find: null });
  },
};

/* What is wrong in the boxes is said there, and the range stays as it was. */
function typedRange() {
  const [from, to] = [part("from").value.trim(), part("to").value.trim()];
  const problem = rangeProblem(from, to, base.length);
  base.problem = problem;
  if (problem) return lines(read());
  return change({ residues: from || to ? `${from || 1}-${to || base.length}` : null });
}

/* What a drag leaves of the plot is what table and counts show too, and what a link has. */
function dragged([from, to]) {
  const [first, last] = [Math.max(1, Math.ceil(from)), Math.min(base.length, Math.floor(to))];
  if (first <= last) change({ residues: `${first}-${last}` });
}

function pick(id) {
  change({ variant: id });
  variantsTable.reveal(id); // again, even where the address has it already
  card(base.byId.get(id).position);
}

/* The record card of a residue, or none; the server knows what is there. */
function card(residue) {
  if (!base || (residue === null && !base.residue)) return;
  base.residue = residue;
  if (residue === null) return setProps(IDS.variantsCard, { tree: "" });
  const own = base.own.filter(({ position, end }) => position <= residue && residue <= end);
  const told = own.map(({ protein_change, label, note }) => ({ protein_change, label, note }));
  return setProps(IDS.variantsCardAsked, {
    data: { gene: base.gene, set: base.set, residue, own: told, at: Date.now() },
  });
}

/* Heads in the order that the keyboard walks them: along the protein, at a residue from the table's
 * first to its last. */
function heads() {
  const rows = base.shown ? base.all.filter(({ id }) => base.shown.has(id)) : base.all;
  return [...rows].sort((a, b) => a.position - b.position);
}

const STEPS = { ArrowRight: 1, ArrowLeft: -1, ArrowUp: 1, ArrowDown: -1 };

function walk(key) {
  const all = heads();
  if (!all.length) return;
  const at = all.findIndex(({ id }) => id === walked);
  const residue = at < 0 ? 0 : all[at].position;
  const last = all.length - 1;
  let next = at < 0 ? 0 : at;
  if (key === "Home" || key === "End") next = key === "Home" ? 0 : last;
  else if (at >= 0 && (key === "ArrowUp" || key === "ArrowDown")) next = Math.min(last, Math.max(0, at + STEPS[key]));
  else if (key === "ArrowRight" && at >= 0) {
    const found = all.findIndex(({ position }) => position > residue);
    next = found < 0 ? at : found;
  } else if (key === "ArrowLeft" && at >= 0) {
    const before = all.filter(({ position }) => position < residue);
    next = before.length ? all.findIndex(({ position }) => position === before.at(-1).position) : at;
  }
  const row = all[next];
  walked = row.id;
  tell(all, row);
  drawing.mark([row.id]);
  drawing.show(row.position);
}

function tell(all, row) {
  const there = all.filter(({ position }) => position === row.position);
  const place = there.length > 1 ? `, ${there.indexOf(row) + 1} of ${there.length} there` : "";
  const words = [`Residue ${grouped(row.position)}${place}: ${row.protein_change || row.id}`, row.class_words, row.label || row.condition];
  const box = part("walker");
  box.setAttribute("aria-valuemax", String(base.length || all.at(-1).position));
  box.setAttribute("aria-valuenow", String(row.position));
  box.setAttribute("aria-valuetext", words.filter(Boolean).join(", "));
  box.textContent = words.filter(Boolean).join(" · ");
}

const CARD_ACTS = {
  close: () => {
    card(null);
    part("walker").focus({ preventScroll: true });
  },
  copy: ({ text }) => copy(text, "Card copied."),
};

document.addEventListener("click", (event) => {
  const button = closestTo(event, "#panel-variants [data-card]");
  if (button && base) CARD_ACTS[button.dataset.card](button.dataset);
});
document.addEventListener("keydown", (event) => {
  if (!base || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape" && base.residue && closestTo(event, "#variants-card, #variants-walker")) CARD_ACTS.close();
  if (!closestTo(event, "#variants-walker")) return;
  if (event.key === "Enter" && walked && base.byId.has(walked)) pick(walked);
  else if (event.key in STEPS || event.key === "Home" || event.key === "End") walk(event.key);
  else return;
  event.preventDefault();
  event.stopPropagation(); // a presentation turns its pages by the same keys
});

function applyAddress() {
  const panel = elementById("panel-variants");
  if (!panel) base = null; // another view is on the page
  view = current.fields;
  // On the way from one gene or set to the next the address is ahead of the answers.
  if (base && panelToken(panel) === base.token) apply();
}

function showVariants(figure, got, rows) {
  const fresh = figure && (!base || base.figure !== figure);
  if (fresh) newBase(figure, rows || []);
  if (!figure) drawing.draw(NOTHING, null);
  answer = got;
  if (current) applyAddress();
}

clientside({ show_variants: showVariants });

document.addEventListener("gcd:address", applyAddress);
document.addEventListener("click", (event) => {
  const button = closestTo(event, "#panel-variants [data-act]");
  if (button && base) acts[button.dataset.act](button.dataset);
});
// What stands in a box is typed over, not typed after.
document.addEventListener("focusin", (event) => {
  const box = closestTo(event, "#panel-variants .variant-residue, #panel-variants .variant-residue input");
  const input = box && (box.matches("input") ? box : box.querySelector("input"));
  if (input) requestAnimationFrame(() => input.select());
});
document.addEventListener("change", (event) => {
  const choice = base && closestTo(event, "#panel-variants [data-choose]");
  if (choice) change({ [choice.dataset.choose]: choice.value || null });
  if (base && closestTo(event, "#panel-variants .variant-residue")) typedRange();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !base) return;
  if (closestTo(event, "#variants-search")) acts.find();
  if (closestTo(event, "#panel-variants .variant-residue")) typedRange();
});
// Chips are drawn anew with each gene, after the state was applied or before it.
new MutationObserver((changes) => {
  if (base && changes.some((one) => closestTo(one, "#variants-tools") && !closestTo(one, "select, .chip-count"))) {
    paint(read());
  }
}).observe(document.documentElement, { childList: true, subtree: true });

variantsTable.picked(pick);
