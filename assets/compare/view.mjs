/* The compare view: genes are added, moved and removed, by mouse, finger or keys; all of it is the
 * address. The order in the address is the order given; what names no gene stays behind the genes. */

import { current, setFields } from "../page/address.mjs";
import { MOST_COMPARED } from "../page/contract.mjs";
import { closestTo, elementById, queryAll, queryOne } from "../page/dom.mjs";
import { compared, recentGenes } from "../page/comparison.mjs";
import { genePicker } from "../page/gene-search.mjs";
import { symbolsOf } from "../page/gene-set.mjs";

let refocus = null; // {act, gene}: the button that keeps the focus when its row has moved

const view = () => elementById("compare-view");
const here = () => Boolean(current && current.view === "compare" && view());
const listed = (name) => (view().dataset[name] || "").split(",").filter(Boolean);
const rows = () => queryAll("#compare-forest-rows > li");

function write(genes, rest) {
  // By hand the order is given anew: no metric sorts it any more.
  const names = [...genes, ...(rest || listed("rest"))];
  setFields({ genes: names.join(","), sort: null, set: null });
}

function say(words) {
  const line = elementById("compare-add-answer");
  if (line && line.textContent !== words) line.textContent = words; // else the observer below goes round
}

function moved(gene, to) {
  const genes = listed("genes");
  const from = genes.indexOf(gene);
  const place = Math.max(0, Math.min(genes.length - 1, to));
  if (from < 0 || place === from) return false;
  genes.splice(place, 0, genes.splice(from, 1)[0]);
  write(genes);
  return true;
}

function step(gene, act, by) {
  if (moved(gene, listed("genes").indexOf(gene) + by)) refocus = { act, gene };
}

function remove(gene) {
  const genes = listed("genes");
  const place = genes.indexOf(gene);
  const left = genes.filter((one) => one !== gene);
  if (left.length) refocus = { act: "remove", gene: left[Math.min(place, left.length - 1)] };
  else elementById("compare-add").focus();
  write(left);
}

/* Symbols, aliases or ids: the server resolves them, collapses them and reports on them. */
function add(text) {
  const names = text.split(/[,;\s]+/).filter(Boolean);
  if (!names.length) return say("Type a symbol, an alias or an id.");
  if (listed("genes").length >= MOST_COMPARED) {
    return say(`At most ${MOST_COMPARED} genes can be compared: remove one to make room for ${names[0].slice(0, 40)}.`);
  }
  say("");
  const asked = (current.fields.genes || "").split(/[,;\s]+/).filter(Boolean);
  setFields({ genes: [...asked, ...names].join(","), set: null });
  return undefined;
}

/* What this browser compared and looked at last, where nothing is compared yet. */
function offerRecent() {
  const place = elementById("compare-recent");
  if (!place || place.childElementCount) return;
  const last = compared();
  const genes = recentGenes();
  /** @type {[string, string[]][]} */
  /** @type {[string, string[]][]} */
  const offers = [
    ...(last.length ? [/** @type {[string, string[]]} */ (["The last comparison", last])] : []),
    ...(genes.length > 1 ? [/** @type {[string, string[]]} */ (["The genes you looked at last", genes])] : []),
    ...genes.map((gene) => /** @type {[string, string[]]} */ ([gene, [gene]])),
  ];
  for (const [words, symbols] of offers.slice(0, 6)) {
    const link = document.createElement("a");
    link.href = `?genes=${symbols.map(encodeURIComponent).join(",")}`;
    link.textContent = words;
    const item = document.createElement("li");
    item.append(link);
    if (symbols.length > 1) item.append(Object.assign(document.createElement("span"), { textContent: symbols.join(", ") }));
    place.append(item);
  }
}

const acts = {
  up: ({ gene }) => step(gene, "up", -1),
  down: ({ gene }) => step(gene, "down", 1),
  remove: ({ gene }) => remove(gene),
  leave: ({ name }) => write(listed("genes"), listed("rest").filter((one) => one !== name)),
  add: () => {
    const box = elementById("compare-add");
    add(box.value);
    box.value = "";
    box.focus();
  },
};

function keepFocus() {
  if (!refocus || !here()) return;
  const row = rows().find((one) => one.dataset.gene === refocus.gene);
  const button = row && queryOne(`[data-compare-act="${refocus.act}"]`, row);
  const expected = (current.fields.genes || "").split(",").filter((one) => !listed("rest").includes(one));
  if (!button || expected.join() !== rows().map((one) => one.dataset.gene).join()) return;
  button.focus({ preventScroll: true });
  refocus = null;
}

/* Selects show what the address says, whatever way it got there. */
function sync() {
  if (!here()) return;
  for (const select of queryAll("select[data-compare-field]")) {
    const value = current.fields[select.dataset.compareField] || "";
    const known = [...select.options].some((option) => option.value === value);
    select.value = known ? value : "";
    if (select.dataset.compareField === "sort" && !known) select.value = value.replace(/^-/, "");
  }
}

/* A set that came from a list or a plot of genes: the first eight of it. */
function readSet() {
  if (!here() || current.fields.genes || !current.fields.set) return;
  const symbols = symbolsOf(current.fields);
  if (symbols) return setFields({ genes: symbols.slice(0, MOST_COMPARED).join(","), set: null }, { replace: true });
  say("This link names a set of genes that this browser window does not have: add its genes here.");
  return undefined;
}

/* Dragging by the handle; where the row would go is marked, and let go is one change. */
let drag = null;

function placeAt(y) {
  const all = rows().map((row) => row.getBoundingClientRect());
  const over = all.findIndex((box) => y < box.bottom);
  return over < 0 ? all.length - 1 : over;
}

function mark() {
  for (const [index, row] of rows().entries()) {
    row.classList.toggle("dragged", Boolean(drag) && row.dataset.gene === drag.gene);
    row.classList.toggle("drop-here", Boolean(drag) && index === drag.to && row.dataset.gene !== drag.gene);
  }
}

document.addEventListener("pointerdown", (event) => {
  const handle = closestTo(event, ".forest-handle");
  if (!handle || event.button) return;
  event.preventDefault();
  drag = { gene: handle.closest("li").dataset.gene, to: placeAt(event.clientY) };
  mark();
});
document.addEventListener("pointermove", (event) => {
  if (!drag) return;
  drag.to = placeAt(event.clientY);
  mark();
});
for (const end of ["pointerup", "pointercancel"]) {
  document.addEventListener(end, () => {
    if (!drag) return;
    const { gene, to } = drag;
    drag = null;
    mark();
    if (end === "pointerup") moved(gene, to);
  });
}

document.addEventListener("click", (event) => {
  const button = closestTo(event, "[data-compare-act]");
  if (button && here() && button.getAttribute("aria-disabled") !== "true") {
    acts[button.dataset.compareAct](button.dataset);
  }
});
document.addEventListener("change", (event) => {
  const select = closestTo(event, "select[data-compare-field]");
  if (select && here()) setFields({ [select.dataset.compareField]: select.value || null });
});
/* Several names may stand in the field: what is looked for is the last one. */
const before = (value) => value.slice(0, value.search(/[^,;]*$/));
genePicker({
  field: "compare-add",
  list: "compare-add-hits",
  typed: (value) => value.slice(before(value).length),
  pick: (symbol) => {
    const field = elementById("compare-add");
    field.value = before(field.value) + symbol;
    acts.add();
  },
  enter: () => acts.add(),
});
document.addEventListener("gcd:pick", (event) => {
  if (!here()) return;
  event.preventDefault();
  add(event.detail.symbol);
});
document.addEventListener("gcd:address", () => {
  if (!here()) return;
  if (current.fields.genes) say("");
  sync();
  readSet();
});
new MutationObserver((changes) => {
  if (!here()) return;
  if (changes.some((change) => closestTo(change, "#compare-tools, #compare-lollipops-axis"))) sync();
  if (changes.some((change) => closestTo(change, "#compare-view"))) keepFocus();
  offerRecent();
  readSet();
}).observe(document.documentElement, { childList: true, subtree: true });
