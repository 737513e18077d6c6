/* What a list is given by: pasted text, a file chosen or dropped, the example, another column. The
 * server reads it; too large a file is refused here, before it is sent. */

import { setFields } from "../page/address.mjs";
import { recentGenes } from "../page/comparison.mjs";
import { IDS, MOST_FILE_BYTES, MOST_LINES, MOST_SYMBOLS } from "../page/contract.mjs";
import { setProps } from "../page/dash.mjs";
import { closestTo, elementById, queryAll, queryOne, targetOf } from "../page/dom.mjs";
import { grouped } from "../page/text.mjs";
import { keepList } from "./kept.mjs";

let last = null; // what was given last: another column is read out of the same

const box = (id) => elementById(id);

export function say(words) {
  setProps(IDS.listMessage, { tree: words });
}

function give(given) {
  last = given;
  say("Reading …");
  setProps(IDS.listGiven, { data: { ...given, at: Date.now() } });
}

function giveText() {
  const text = box("list-text").value;
  if (!text.trim()) return say("There is no symbol in it. Paste symbols, choose a file or load the example.");
  return give({ name: null, text, content: null, column: null });
}

/* Base64, as the callback's JSON carries no bytes. */
async function giveFile(file) {
  if (file.size > MOST_FILE_BYTES) {
    const size = (file.size / 1e6).toLocaleString("en", { maximumFractionDigits: 1 });
    return say(
      `The file has ${size} MB, which is too large. Taken are text files (txt, csv, tsv) and workbooks ` +
        `(xlsx, xls, ods) of up to ${MOST_FILE_BYTES / 1e6} MB, with up to ${grouped(MOST_SYMBOLS)} symbols and ` +
        `${grouped(MOST_LINES)} lines.`
    );
  }
  const reader = new FileReader();
  const address = await new Promise((done, failed) => {
    reader.onload = () => done(reader.result);
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
  return give({ name: file.name.slice(0, 80), text: null, content: address.slice(address.indexOf(",") + 1), column: null });
}

function clear() {
  box("list-text").value = "";
  box("list-file").value = "";
  setProps(IDS.listColumns, { tree: "" });
  keepList(null);
  setFields({ genes: null, set: null, flagged: null, by: null, rows: null });
  box("list-text").focus();
}

/* Which values are ticked of the column that rows are chosen by; none: all rows. */
function takeRows() {
  const group = queryOne(".row-values:not([hidden])");
  const values = group ? queryAll("input:checked", group).map((input) => input.value) : [];
  if (!last) return say("Give the file again to choose rows of it.");
  if (group && !values.length) return say("No value is ticked. Tick one, or choose all rows.");
  return give({ ...last, rows: group ? { column: group.dataset.name, values } : null });
}

function showValues(place) {
  for (const group of queryAll(".row-values")) group.hidden = group.dataset.facet !== place;
  const choice = queryOne(".row-choice");
  choice.dataset.chosen = place;
  if (!place && last && last.rows) takeRows();
}

const ACTIONS = {
  read: giveText,
  "take-rows": takeRows,
  clear,
  example: (button) => {
    const symbols = button.dataset.symbols.split(",");
    box("list-text").value = symbols.join("\n");
    give({ name: button.dataset.name || "the example", text: symbols.join("\n"), content: null, column: null });
  },
};

/* The genes that this browser looked at last are a list too. */
function offerRecent() {
  const button = box("list-recent");
  const genes = recentGenes();
  if (!button || genes.length < 2) return;
  button.dataset.symbols = genes.join(",");
  button.hidden = false;
}

document.addEventListener("gcd:ready", offerRecent);

document.addEventListener("click", (event) => {
  const button = closestTo(event, "[data-list-action]");
  const act = button && ACTIONS[button.dataset.listAction];
  if (act) act(button);
});

document.addEventListener("change", (event) => {
  const control = targetOf(event);
  if (control.id === "list-file" && control.files.length) {
    giveFile(control.files[0]).catch((error) => say(`The file cannot be read: ${error.message}`));
    control.value = ""; // the same file can be chosen again
  }
  const { id, value } = control;
  if (id === "list-facet") showValues(value);
  if (!last || value === "") return;
  if (id === "list-column") give({ ...last, column: Number(value) });
  if (id === "list-sheet") give({ ...last, sheet: value, column: null, rows: null });
});

document.addEventListener("keydown", (event) => {
  const sends = event.key === "Enter" && (event.ctrlKey || event.metaKey);
  if (sends && targetOf(event).id === "list-text") giveText();
});

for (const kind of /** @type {const} */ (["dragover", "dragleave", "drop"])) {
  document.addEventListener(kind, (event) => {
    const over = closestTo(event, "#list-input");
    if (!over) return;
    event.preventDefault();
    over.classList.toggle("dropping", kind === "dragover");
    const files = kind === "drop" ? event.dataTransfer.files : [];
    if (files.length) giveFile(files[0]).catch((error) => say(`The file cannot be read: ${error.message}`));
  });
}

