/* The state of the variants panel: read from the address, written back to it, shown in chips,
 * boxes, plot and table. Filters run here and ask nobody; only the search asks the server, whose
 * parser knows the notations. */

import { lollipop } from "../lollipop/lollipop.mjs";
import { current, setFields } from "../page/address.mjs";
import { toggled } from "../page/chips.mjs";
import { IDS } from "../page/contract.mjs";
import { clientside, setProps } from "../page/dash.mjs";
import { closestTo, elementById, queryAll } from "../page/dom.mjs";
import { panelToken } from "../page/ready.mjs";
import { grouped } from "../page/text.mjs";
import { filterKey, passing } from "./variant-filters.mjs";
import { readVariantView } from "./variants-address.mjs";
import * as variantsTable from "./variants-table.mjs";

const NOTHING = { data: [], layout: { meta: { for: null } } };
let base = null; // {figure, gene, rows, byId}
/** @type {Record<string, string>} */
let view = {};
let answer = null;
let drawn = null; // key of what the filters left
let revealed = null;
let range = null;

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
  const { for: token, gene, set: name, selection, length, unplaced, unplacedOf } = figure.layout.meta;
  const byId = new Map(rows.map((row) => [row.id, row]));
  base = { figure, token, gene, set: name, selection, length, unplaced, unplacedOf, rows, byId };
  drawn = revealed = range = null;
  variantsTable.expect(rows.length);
}

function apply() {
  if (!base || !part("filters")) return;
  const wanted = read();
  paint(wanted);
  const key = filterKey(wanted);
  if (key !== drawn) {
    drawn = key;
    base.shown = passing(base.rows, base.length, wanted);
    drawing.draw(base.figure, base.shown);
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
  drawing.mark([...new Set([...(wanted.variant ? [wanted.variant] : []), ...hits])]);
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
  const shown = base.shown ? base.shown.size : base.rows.length;
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
  say("notice", wanted.notices.join(" "));
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

const acts = {
  toggle: ({ filter, value }) => change({ [filter]: turned(filter, value) }),
  only: ({ filter, value }) => change({ [filter]: value }),
  all: ({ filter }) => change({ [filter]: null }),
  // Another set has other records, classes and residues: what was chosen in this one goes.
  set: ({ value }) =>
    setFields({ source_set: value, class: null, consequence: null, residues: null, variant: null }),
  find: () => change({ find: part("search").value.trim() || null, variant: null }),
  unzoom: () => {
    drawing.whole();
    change({ residues: null });
  },
  clear: () => {
    for (const id of ["search", "from", "to"]) set(id, "");
    change({ class: null, consequence: null, residues: null, find: null, variant: null });
  },
};

function typedRange() {
  const [from, to] = [part("from").value.trim(), part("to").value.trim()];
  change({ residues: from || to ? `${from || 1}-${to || base.length}` : null });
}

/* What a drag leaves of the plot is what table and counts show too, and what a link has. */
function dragged([from, to]) {
  const [first, last] = [Math.max(1, Math.ceil(from)), Math.min(base.length, Math.floor(to))];
  if (first <= last) change({ residues: `${first}-${last}` });
}

function pick(id) {
  change({ variant: id });
  variantsTable.reveal(id); // again, even where the address has it already
}

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
document.addEventListener("change", (event) => {
  if (base && closestTo(event, "#panel-variants .variant-residue")) typedRange();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !base) return;
  if (closestTo(event, "#variants-search")) acts.find();
  if (closestTo(event, "#panel-variants .variant-residue")) typedRange();
});
// Chips are drawn anew with each gene, after the state was applied or before it.
new MutationObserver((changes) => {
  if (base && changes.some((one) => closestTo(one, "#variants-tools"))) {
    paint(read());
  }
}).observe(document.documentElement, { childList: true, subtree: true });

variantsTable.picked(pick);
