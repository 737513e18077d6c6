/* What a file that leaves the page says of itself, and how its cells are written. */

import { DISCLAIMER, FORMULA_STARTS, IDS, PRODUCT } from "./contract.mjs";
import { elementById, queryAll, queryOne } from "./dom.mjs";
import { flat } from "./text.mjs";

/** The genes that the page is about: the one of the gene page, or those that are compared. */
export function subject() {
  const gene = elementById(IDS.geneView);
  const compared = elementById("compare-view");
  if (gene) return [gene.dataset.gene || ""];
  return compared ? (compared.dataset.genes || "").split(",").filter(Boolean) : [];
}

/** @param {Element} line */
function sourceWords(line) {
  const badge = queryOne(".state-badge", line);
  const words = [...line.childNodes].filter((node) => node !== badge);
  const named = words.map((node) => node.textContent).join("").trim();
  return badge ? `${named} (${badge.textContent})` : named;
}

/**
 * Where the figures of a part of the page are from, a line each: what its source lines say, and
 * the licence and citation that they carry.
 * @param {Element} around
 */
export function sourceLines(around) {
  const sources = /** @type {HTMLElement[]} */ (queryAll(".source", around));
  const state = /** @type {HTMLElement | null} */ (queryOne(".source .state-badge", around));
  const lines = sources.flatMap((line) => [
    `Source: ${sourceWords(line)}`,
    ...(line.dataset.licence ? [`Licence: ${line.dataset.licence}`] : []),
    ...(line.dataset.citation ? [`Citation: ${line.dataset.citation}`] : []),
  ]);
  return [...(state ? [`State: ${state.dataset.state}`] : []), ...lines];
}

/** The last line of a file: when it was made, and what it is not for. */
export const exportedLine = () => `Exported: ${new Date().toISOString().slice(0, 10)}. ${DISCLAIMER}`;

/**
 * Provenance of a CSV, a line each, as in the exports of the JSON.
 * @param {string} title
 * @param {string[]} lines
 */
export function preamble(title, lines) {
  const all = [`${PRODUCT}: ${title}`, ...lines, exportedLine()];
  return all.map((line) => `# ${flat(line)}\r\n`).join("");
}

/**
 * A text as a cell: one line, and no formula to a spreadsheet.
 * @param {string} words
 */
export function cellText(words) {
  const line = flat(words);
  return FORMULA_STARTS.some((start) => line.startsWith(start)) ? `'${line}` : line;
}

/**
 * A name of a file without what a file system may refuse.
 * @param {string} name
 */
export const fileName = (name) => name.replace(/[^A-Za-z0-9._-]+/g, "-");
