/* Explore: a release's columns come once; filters, axes, selections and the table run here. The
 * state of the view is the address: what is done is shown at once, then written into it. */

import { describeTable } from "../grid/csv.mjs";
import { gridOf } from "../grid/grids.mjs";
import { current, prefix, setFields } from "../page/address.mjs";
import { IDS, MISSENSE_Z_THRESHOLD, MOST_COMPARED } from "../page/contract.mjs";
import { clientside, noUpdate } from "../page/dash.mjs";
import { closestTo, elementById, queryOne } from "../page/dom.mjs";
import { openSet } from "../page/gene-set.mjs";
import { copyLink } from "../page/link.mjs";
import { sourceLines } from "../page/provenance.mjs";
import { wantedBy } from "../page/ready.mjs";
import { copy, toast } from "../page/share.mjs";
import { grouped } from "../page/text.mjs";
import { figureById } from "../plot/plotly.mjs";
import { readExplore, written } from "./address.mjs";
import * as geneCard from "./card.mjs";
import { decodedColumns } from "./columns.mjs";
import * as forms from "./forms.mjs";
import { namedSymbols } from "./names.mjs";
import { plotAxes } from "./marks.mjs";
import { explorePicture } from "./picture.mjs";
import * as scatter from "./plot.mjs";
import * as rowSets from "./sets.mjs";
import * as geneTable from "./table.mjs";
import * as groupChips from "./topics.mjs";
import * as wording from "./words.mjs";

const KEEP = { replace: true };
const UNFILTERED = {
  inheritance: null, clingen: null, chromosome: null, flag: null, depmap: null, impc: null, crossed: null,
  where: null, flagged: null, underpowered: null,
};
// A preset is a question of its own: nothing that was chosen before narrows it.
const ANEW = { ...UNFILTERED, x: null, y: null, log: null, zoom: null, select: null, colour: null };
let base = null; // the release's columns
/** @type {Record<string, string>} */
let fields = {}; // of the address
let now = null; // {state, sets, key}: what is on the screen
let notices = []; // of the server and of the last search

const part = (name) => elementById(`explore-${name}`);
const here = () => Boolean(current && current.view === "explore" && part("parts"));
const say = (name, words) => {
  if (part(name) && part(name).textContent !== words) part(name).textContent = words;
};

function setsOf(state) {
  const sets = rowSets;
  const filters = sets.filtered(base, state);
  const plot = sets.drawable(base, state);
  const shown = sets.intersect(plot.slice(), filters.pass);
  const region = sets.selected(base, state);
  const selected = region && sets.intersect(region, filters.pass);
  const both = selected && sets.intersect(selected.slice(), plot);
  const ring = state.ring === null ? null : base.place(state.ring);
  const marked = state.marked.map(base.place).filter((place) => place !== null);
  return { filters, pass: filters.pass, plot, shown, selected, both, ring, marked };
}

/* The rows of the table: the selected ones, else all on the plot; the most constrained first. */
function tableRows(sets) {
  const set = sets.selected || sets.shown;
  return base.byRank.filter((place) => set[place]).map((place) => base.rows[place]);
}

/* What the picture depends on; the card, the forms and the table cost little. */
const key = (state) => JSON.stringify(state, (_, value) => (value instanceof Set ? [...value] : value));

const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

/* The page waits for what its address asks for; a change is shown before it is written there. */
function settle(state) {
  const parts = part("parts");
  const token = wantedBy(parts);
  scatter.settle(token);
  parts.dataset.state = state;
  parts.dataset.for = token;
}

function settled() {
  const named = current.fields;
  const names = new Set([...Object.keys(named), ...Object.keys(fields)]);
  if ([...names].every((name) => (named[name] || null) === (fields[name] || null))) settle("loaded");
}

async function apply() {
  if (!here() || !base) return;
  const state = readExplore(fields, base);
  const before = now && now.base === base && now.node === part("drawing") ? now : null;
  if (before && before.key === key(state)) {
    if (before.done) settled();
    return;
  }
  const sets = setsOf(state);
  const same = before && before.state.unflagged === state.unflagged && sameSet(before.sets, sets);
  base.rankBy(state.unflagged);
  const rows = same ? before.rows : tableRows(sets);
  const mine = { base, state, sets, rows, key: key(state), node: part("drawing"), done: false };
  now = mine;
  describe(state, sets, rows);
  const table = () => geneTable.show(rows, sets.ring === null ? null : base.rows[sets.ring]);
  // What was asked for comes first: the genes of a selection, the picture of anything else.
  if (sets.selected && !(before && before.rows === rows) && geneTable.isThere()) {
    table();
    await frame();
    if (now !== mine) return;
  }
  await scatter.draw(base, state, sets);
  await frame();
  if (now !== mine) return; // something newer is on its way
  table();
  mine.done = true;
  settled();
}

function sameSet(before, after) {
  const [one, other] = [before.selected || before.shown, after.selected || after.shown];
  return Boolean(before.selected) === Boolean(after.selected) && one.every((value, i) => value === other[i]);
}

function describe(state, sets, rows) {
  say("notice", [...notices, ...state.notices, ...wording.notFound(base, state, sets)].join(" "));
  say("counts", geneCard.counts(base, state, sets));
  say("selected", wording.selected(base, rows, sets, state));
  groupChips.show(base, state, (name) => rowSets.counts(base, sets.filters, sets.plot, name));
  forms.show(base, state);
  queryOne("#explore-actions [data-act=marked]").hidden = !sets.marked.length;
  geneCard.show(base, state, sets.ring, wording.ring(base, state, sets));
}

/* Show a change at once, then write it into the address. */
function change(changes, options) {
  fields = { ...fields, ...changes };
  for (const [name, value] of Object.entries(changes)) if (value === null) delete fields[name];
  notices = base.notices || [];
  const done = fits() ? apply() : null; // else the server is asked first
  setFields(changes, options);
  return done;
}

/* The metrics that decide which genes stand in the table: those of the selection, of the ranges,
 * and those that the set came with. A test of one of them would only show the choice. */
function selectedBy() {
  const { state } = now;
  const axes = !state.select ? [] : state.select.kind === "box" ? state.select.sides.map(([name]) => name)
    : state.select.kind === "lasso" ? [state.select.x, state.select.y] : [];
  const grid = gridOf(IDS.exploreGrid);
  const filtered = grid ? Object.keys(grid.getFilterModel() || {}) : [];
  const cautions = state.underpowered === "hide" ? ["underpowered"] : [];
  const brought = state.select && state.select.kind === "set" ? (fields.by || "").split(",") : [];
  const names = [...axes, ...Object.keys(state.ranges), ...filtered, ...cautions, ...brought];
  return [...new Set(names.map((name) => name.replace(/\.log$/, "")).filter(Boolean))];
}

/* The table's genes go to another view. */
function carry(view, which, most) {
  const { symbols, said } = namedSymbols(base, geneTable.displayed(), which);
  if (!symbols.length) return toast("There is no gene to take along.");
  if (said && !most) toast(said); // the first few leave out many more
  return openSet(view, symbols.slice(0, most), base.release, view === "list" ? selectedBy().join(",") : null);
}

const acts = {
  toggle: ({ topic, key: group }) => change({ [topic]: groupChips.turned(base, now.state, topic, group) }),
  only: ({ topic, key: group }) => change({ [topic]: group }),
  all: ({ topic }) => change({ [topic]: null }),
  swap: () => {
    const { state } = now;
    const log = (state.logy ? "x" : "") + (state.logx ? "y" : "");
    return change({ x: state.y, y: state.x, log: log || null, zoom: null });
  },
  whole: () => change({ zoom: null }),
  unselect: () => change({ select: null, ...(now.state.select && now.state.select.kind === "set" ? { genes: null, set: null } : {}) }),
  marked: () => change({ select: "set" }),
  unring: () => change({ ring: null }),
  clear: () => change(UNFILTERED),
  "preset-no-disease": () => change({ ...ANEW, where: `loeuf*_${base.threshold}`, inheritance: "none" }),
  "preset-missense": () => change({ ...ANEW, where: `loeuf*${base.threshold}_*mis_z*${MISSENSE_Z_THRESHOLD}_` }),
  "preset-crossed": () => {
    const other = base.others.find(([name]) => name === fields.against) || base.others[0];
    if (!other) return toast(`Only ${base.label} is here with every gene. “python -m dashboard update” brings another release.`);
    return change({ ...ANEW, against: other[0], x: "other_loeuf", y: "loeuf", colour: "crossed" });
  },
  compare: () => carry("compare", "known", MOST_COMPARED),
  list: () => carry("list", "named"),
  copy: () => {
    const { symbols, said } = namedSymbols(base, geneTable.displayed(), "named");
    return copy(symbols.join("\n"), `${grouped(symbols.length)} symbols copied. ${said}`);
  },
  link: () => copyLink(),
};

/* A gene of the top search: ringed here, or said why not. */
async function find(text) {
  let symbol = text;
  const said = [];
  if (base.place(text) === null) {
    const answer = await fetch(`${prefix()}api/v1/genes/${encodeURIComponent(text.slice(0, 200))}`);
    const body = await answer.json().catch(() => ({}));
    if (answer.ok && body.data) symbol = body.data.symbol;
    else said.push(body.problem ? body.problem.message : "The gene search failed.");
  }
  const done = change({ ring: symbol });
  notices = [...(base.notices || []), ...said];
  if (said.length) say("notice", notices.join(" "));
  else if (symbol !== text) toast(`${text.slice(0, 40)} is ${symbol}.`);
  return done;
}

/* The columns here are those that the address asks for. */
const fits = () => base && base.for === (fields.release || "") && base.asked_against === (fields.against || "");

function onAddress() {
  if (!current || current.view !== "explore") {
    now = null;
    return;
  }
  fields = { ...current.fields };
  forms.useTool(fields.tool);
  if (fits()) apply();
}

function show(sent) {
  const stay = noUpdate();
  if (!sent) return stay;
  notices = sent.notices || [];
  part("parts").dataset.usable = String(Boolean(sent.size));
  if (!sent.size) {
    base = null;
    settle(sent.state);
    return stay;
  }
  base = decodedColumns(sent);
  plotAxes.setAgainst(base.against);
  now = null;
  geneTable.startAnew(base.release);
  onAddress();
  return stay;
}

/* The server is asked when a release changes, and for nothing else. */
function ask(query, before) {
  const stay = noUpdate();
  if (!query || query.view !== "explore") return stay;
  const [release, against] = [query.release || "", query.against || ""];
  scatter.warm(); // while the answer is on its way
  return before && before.release === release && before.against === against ? stay : { release, against };
}

clientside({ ask_explore: ask, show_explore: show });

/** What is on the screen: base, state, sets and rows of the table; null before. */
export const shownNow = () => now;

document.addEventListener("gcd:address", onAddress);
document.addEventListener("gcd:figures", () => {
  if (!here() || !now) return;
  figureById(IDS.exploreDrawing).picture = () => explorePicture(base, now.state);
});
document.addEventListener("gcd:pick", (event) => {
  if (!here() || !base) return;
  event.preventDefault();
  find(event.detail.symbol).catch((error) => toast(`The gene search failed: ${error.message}`));
});
document.addEventListener("click", (event) => {
  const button = closestTo(event, ".explore-view [data-act]");
  if (button && now && acts[button.dataset.act]) acts[button.dataset.act](button.dataset);
});
new MutationObserver(() => {
  if (!here() || !now) return;
  now = null; // other colours: the same state is another picture
  apply();
}).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });

document.addEventListener("click", (event) => {
  const button = closestTo(event, ".explore-tool [data-tool]");
  if (button && here()) setFields({ tool: button.dataset.tool }, KEEP);
});

const nameOf = (place) => base.nameOf(place);
scatter.listenTo("pick", (place) => change({ ring: nameOf(place) }));
scatter.listenTo("hover", (place, at) => now && geneCard.hover(base, now.state, place, at));
scatter.listenTo("zoom", (numbers) => change({ zoom: numbers && written.zoom(numbers) }, numbers ? KEEP : undefined));
scatter.listenTo("select", (event) => change(forms.selection(base, now.state, event)));
forms.listen(
  (changes) => here() && base && change(changes),
  () => now.state
);
geneTable.picked((place) => change({ ring: nameOf(place) }));

describeTable(IDS.exploreGrid, () => ({
  title: `explore, ${base.label} (${base.build})`,
  file: `explore_${base.release}`,
  lines: [
    ...sourceLines(elementById(IDS.exploreSource)),
    ...(base.against ? [`Against ${base.against.label} (${base.against.build}): LOEUF threshold ${base.against.threshold}; joined by HGNC id`] : []),
    `LOEUF threshold of the release: ${base.threshold}; rank and percentile of ${base.ranking.of} rows with a LOEUF${now.state.unflagged ? " and without a flag" : ""}`,
    `Rows: ${part("selected").textContent} ${part("counts").textContent}`,
    ...(selectedBy().length ? [`Selected by: ${selectedBy().join(", ")}`] : []),
    `Address: ${window.location.href}`,
  ],
}));
