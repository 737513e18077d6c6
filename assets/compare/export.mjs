/* The plain tables of a panel as CSV: provenance first, a line each, then what is on the screen. */

import { closestTo, queryAll, queryPart } from "../page/dom.mjs";
import { cellText, fileName, preamble, sourceLines, subject } from "../page/provenance.mjs";
import { saveCsv } from "../page/share.mjs";
import { flat } from "../page/text.mjs";

/**
 * Items of a list, and what is folded up, each apart from the next.
 * @param {Element} cell
 */
function cellWords(cell) {
  const items = queryAll("li", cell);
  return flat(items.length ? items.map((item) => flat(item.textContent || "")).join("; ") : cell.textContent || "");
}

/** @param {string} words */
function quoted(words) {
  const safe = cellText(words);
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** @param {HTMLElement} table */
function tableText(table) {
  const rows = queryAll("tr", table);
  return rows.map((row) => [...row.children].map((cell) => quoted(cellWords(cell))).join(",") + "\r\n").join("");
}

/** @param {string} name */
function save(name) {
  const panel = queryPart(`#panel-${name}`);
  const tables = queryAll("table.plain-table", panel);
  if (!tables.length) return;
  const genes = subject();
  const sources = sourceLines(queryPart(".panel-source", panel)).filter((line) => !line.startsWith("State: "));
  const title = `${queryPart("h2", panel).textContent} of ${genes.join(", ")}`;
  const head = preamble(title, [`State: ${panel.dataset.state}`, ...sources]);
  saveCsv(fileName(`${genes.join("-")}_${name}.csv`), head + tables.map(tableText).join("\r\n"));
}

document.addEventListener("click", (event) => {
  const button = closestTo(event, "[data-table-csv]");
  if (button) save(button.dataset.tableCsv || "");
});
