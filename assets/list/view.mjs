/* The list view: what was read becomes the address, the address is asked for, the answer's rows
 * become tables; the list goes on to other views and to files. */

import { describeTable } from "../grid/csv.mjs";
import { gridOf, onGrid, whenGrid } from "../grid/grids.mjs";
import { current, prefix, setFields } from "../page/address.mjs";
import { IDS, LIST_FIELDS, MOST_COMPARED, WITHOUT_FLAGGED } from "../page/contract.mjs";
import { clientside, noUpdate } from "../page/dash.mjs";
import { closestTo, elementById, queryAll, queryOne } from "../page/dom.mjs";
import { openSet, setFieldsOf, symbolsOf } from "../page/gene-set.mjs";
import { copyLink } from "../page/link.mjs";
import { sourceLines } from "../page/provenance.mjs";
import { copy, saveCsv, saveFile, toast } from "../page/share.mjs";
import { grouped } from "../page/text.mjs";
import { say } from "./given.mjs";
import { keepList, keptFor, same } from "./kept.mjs";
import { asideRows, byRow, lineRow, rankedRow } from "./rows.mjs";

const METRICS = /^(loeuf|rank|percentile|pli|(lof|mis|syn)_.*)$/;
let taking = false; // a choice was made, and its button goes
let now = null; // {symbols, lines, name, release, without_flagged, found}: what is on the page


/* Make a list the view's own, in the address. */
function open(list) {
  keepList(list);
  setFields({ ...setFieldsOf(list.symbols), by: list.by || null, rows: list.rows || null });
}

function takeList(read) {
  if (!read) return noUpdate();
  if (read.problem) {
    say(read.name ? `${read.name}: ${read.problem}` : read.problem);
    return noUpdate();
  }
  const { symbols, lines, name, notes, at, aside } = read;
  say([name, ...notes].filter(Boolean).join(" · "));
  const before = window.location.search;
  // The text of the box read once more is the same list, chosen as before.
  const again = !name && same(symbols, symbolsOf(current.fields) || []) ? current.fields : {};
  const by = read.selected_by.join(",") || again.by;
  open({ symbols, lines, name, notes, at, aside, by, rows: read.rows_words || again.rows });
  if (window.location.search === before) showForm(false);
  return noUpdate();
}

function askedList(query) {
  if (!query || query.view !== "list") return noUpdate();
  const symbols = symbolsOf(query);
  const kept = symbols && keptFor(symbols);
  return {
    for: LIST_FIELDS.map((name) => query[name] || "").join("|"),
    symbols,
    lines: kept ? kept.lines : null,
    name: kept ? kept.name : null,
    notes: kept ? kept.notes : [],
    aside: kept ? kept.aside || [] : [],
    by: query.by || "",
    rows: query.rows || "",
    release: query.release || null,
    without_flagged: query.flagged === WITHOUT_FLAGGED,
  };
}

function showForm(visible) {
  const form = elementById("list-form");
  if (form) form.open = visible;
}

function showList(text) {
  const found = text ? JSON.parse(text) : null;
  const tables = found ? [byRow(found.rows).map(rankedRow), [...byRow(found.lines).map(lineRow), ...asideRows(found)]] : [[], []];
  now = found && { ...found.everything, symbolsGiven: found.lines.input, lines: found.lines.line };
  showForm(!found);
  fillText(found);
  requestAnimationFrame(startAnew);
  const counts = tables.map((rows) => rows.length);
  const token = found ? found.for : "";
  const heights = counts.map((count) => ({ "--rows": String(count) }));
  return [...tables, ...heights, ...counts, token, token];
}

/* All lines of the new list are shown; who has put a line right goes on with the next one. */
function startAnew() {
  for (const button of queryAll("[data-list-outcome]")) {
    button.setAttribute("aria-pressed", String(button.dataset.listOutcome === ""));
  }
  if (!taking) return;
  taking = false;
  const next = queryOne("[data-list-take]") || elementById("list-report");
  if (next) next.focus();
}

/* The text to edit is the list of the address. */
function fillText(found) {
  const box = elementById("list-text");
  if (box && document.activeElement !== box) box.value = found ? found.lines.input.join("\n") : "";
}

function given() {
  const { by, rows } = current.fields;
  const symbols = symbolsOf(current.fields) || [];
  return { ...(keptFor(symbols) || { symbols, lines: null, name: null, notes: [], aside: [] }), by, rows };
}

/* Put the meant symbol in the place of an ambiguous or unknown line. */
function take(button) {
  const list = given();
  const lines = list.lines || list.symbols.map((_, i) => i + 1);
  const { listTake, line, input } = button.dataset;
  const at = list.symbols.findIndex((text, i) => text === input && lines[i] === Number(line));
  if (at < 0) return;
  const symbols = list.symbols.with ? list.symbols.with(at, listTake) : Object.assign([...list.symbols], { [at]: listTake });
  taking = true;
  open({ ...list, symbols });
}

/* The CSV is the JSON's own: same service, same numbers. */
async function exported(table, kind) {
  const list = given();
  const answer = await fetch(`${prefix()}api/v1/list?format=${kind}&table=${table}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      symbols: list.symbols,
      lines: list.lines,
      release: now.release,
      without_flagged: current.fields.flagged === WITHOUT_FLAGGED,
      selected_by: (current.fields.by || "").split(",").filter(Boolean),
      origin: { aside: list.aside || [], rows: current.fields.rows || null },
    }),
  });
  if (!answer.ok) throw new Error((await answer.json()).problem.message);
  const named = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
  const file = named ? named[1] : "gene-list.csv";
  if (kind === "csv") saveCsv(file, await answer.text());
  else saveFile(file, await answer.blob());
}

/* What the CSV of a table's rows says of itself; `Ranked CSV` and `Report CSV` say the same. */
function describe(grid, panel, what, file) {
  describeTable(grid, () => ({
    title: `${what} of a list, ${now.label}`,
    file: `gene-list_${now.release}_${file}_shown`,
    lines: [
      `Release: ${now.release}`,
      `Genome build: ${now.build}`,
      `LOEUF threshold: ${now.threshold}, recommended by gnomAD for this release`,
      ...(now.without_flagged ? ["Ranks: without genes that gnomAD flags"] : []),
      ...(current.fields.rows ? [`Rows: ${current.fields.rows}`] : []),
      ...selectedBy(),
      ...sourceLines(elementById(panel)),
    ],
  }));
}

/* Metrics that the list was chosen by, and those that the ranked table is filtered by now. */
function selectedBy() {
  const grid = gridOf(IDS.listRanked);
  const filtered = grid ? Object.keys(grid.getFilterModel() || {}).map((name) => (name === "below_words" ? "loeuf" : name)) : [];
  const names = [...new Set([...(current.fields.by || "").split(","), ...filtered.filter((name) => METRICS.test(name))])];
  const found = names.filter(Boolean);
  return found.length ? [`Selected by: ${found.join(", ")}`] : [];
}

describe(IDS.listRanked, "list-genes", "ranked genes", "ranked");
describe(IDS.listLines, "list-report", "what became of each symbol", "report");

const ACTIONS = {
  explore: () => openSet("explore", now.symbols, now.release, current.fields.by),
  compare: () => openSet("compare", now.symbols.slice(0, MOST_COMPARED), now.release),
  "copy-symbols": () => copy(now.symbols.join("\n"), `${grouped(now.symbols.length)} symbols copied.`),
  "copy-link": () => {
    if (current.fields.set) toast("A list this long does not fit a link: save the ranked CSV and load it again.");
    else copyLink();
  },
  "copy-methods": () => copy(elementById(IDS.listMethods).textContent, "Paragraph copied."),
};

function filterLines(button) {
  const outcome = button.dataset.listOutcome;
  whenGrid(IDS.listLines).then((grid) => {
    grid.setFilterModel(outcome ? { outcome: [outcome] } : null);
    press(outcome);
  });
}

/* Which lines are shown: the table's own filter says so, whoever set it. */
function press(outcome) {
  for (const other of queryAll("[data-list-outcome]")) {
    other.setAttribute("aria-pressed", String(other.dataset.listOutcome === outcome));
  }
}

onGrid(IDS.listLines, (grid) => {
  const shown = () => {
    const { outcome, ...others } = grid.getFilterModel() || {};
    const [only, ...more] = outcome || [];
    const one = only !== undefined && !more.length && !Object.keys(others).length;
    press(one ? only : outcome ? null : "");
  };
  grid.addEventListener("filterChanged", shown);
  shown();
});

document.addEventListener("click", (event) => {
  const button = closestTo(event, "button");
  if (!button || !current || current.view !== "list") return;
  const { listAction, listExport, listTake, listOutcome } = button.dataset;
  if (listAction && ACTIONS[listAction] && now) ACTIONS[listAction]();
  const [table, kind] = (listExport || "").split(".");
  if (listExport && now) exported(table, kind || "csv").catch((error) => toast(`The export failed: ${error.message}`));
  if (listTake) take(button);
  if (listOutcome !== undefined) filterLines(button);
});

clientside({ take_list: takeList, asked_list: askedList, show_list: showList });
