/* The card of one gene, the words under a point, and the sentence of what is not on the plot. */

import { current, prefix } from "../page/address.mjs";
import { MISSING, UNDERPOWERED_BELOW } from "../page/contract.mjs";
import { elementById } from "../page/dom.mjs";
import { decimals, grouped, probability } from "../page/text.mjs";
import { made } from "./elements.mjs";
import { plotAxes, settings } from "./marks.mjs";
import * as rowSets from "./sets.mjs";

/** @type {[string, string, number?][]} */
const FIGURES = [
  ["LOEUF", "loeuf", 3],
  ["pLoF", "lof"],
  ["Missense", "mis"],
  ["Missense Z", "mis_z", 2],
  ["Synonymous", "syn"],
  ["Synonymous Z", "syn_z", 2],
  ["CDS length", "cds_length", 0],
];

const part = (name) => elementById(`explore-${name}`);

function ratio(row, name) {
  const [observed, expected, oe] = [row[`${name}_obs`], row[`${name}_exp`], row[`${name}_oe`]];
  if (expected === 0) return "not estimable: 0 expected";
  if (observed === null && expected === null) return MISSING;
  return `${decimals(observed, 0)} of ${decimals(expected, 1)} expected, o/e ${decimals(oe, 2)}`;
}

function rank(row, unflagged) {
  if (row.loeuf === null) return "no rank: no LOEUF in this release";
  if (row.rank === null) return unflagged ? "no rank: flagged, and left out of the ranks" : "no rank in this release";
  return `rank ${grouped(row.rank)} of ${grouped(row.of)}${unflagged ? " without a flag" : ""}`;
}

const flags = (words) => words.split("; ").map((flag) => settings().flags[flag] || flag).join("; ");

function pairs(row, unflagged) {
  const found = FIGURES.filter(([, name]) => name !== "cds_length" || row.cds_length !== null).map(([title, name, places]) => [
    title,
    places === undefined ? ratio(row, name) : decimals(row[name], places),
  ]);
  found.splice(1, 0, ["Rank", rank(row, unflagged)]);
  found.push(["pLI", probability(row.pli)]);
  found.push(["Inheritance", row.inheritance === null ? "gene not known" : row.inheritance || "no disease in HPO"]);
  const unclear = row.clingen_partial ? "some curations here, perhaps not all: no class is concluded" : "not covered here";
  const clingen = row.clingen === null ? unclear : row.clingen || "no curation";
  found.push(["ClinGen", clingen], ["Chromosome", row.chromosome || MISSING], ["Transcript", row.transcript || MISSING]);
  found.push(["DepMap", row.depmap === null ? "not screened" : row.depmap]);
  found.push(["IMPC, knockout mice", row.impc === null ? "no call" : row.impc]);
  const records = row.clinvar_plp === null ? "no record in the set: not known" : `at least ${grouped(row.clinvar_plp)}`;
  found.push([plotAxes.named.clinvar_plp.title, records]);
  return found;
}

function caution(base, place) {
  const row = base.rows[place];
  const words = [];
  if (row.flags) words.push(`Flagged: ${flags(row.flags)}`);
  if (base.underpowered[place]) words.push(`Underpowered: fewer than ${UNDERPOWERED_BELOW} pLoF variants expected`);
  if (base.elsewhere[place] === "unknown") words.push("This row's gene is not known to HGNC's current table: it counts in ranks and has no page");
  if (base.elsewhere[place] === "further") words.push(`Another row of ${row.symbol} in this release; the gene's own row is the one on its MANE transcript or with its gene id`);
  if (base.printed[place]) words.push(`The release prints ${row.symbol_in_release}`);
  return words;
}

function link(base, words, act, symbol) {
  const release = `release=${encodeURIComponent(current.fields.release || base.release)}`;
  const to = { gene: `gene/${encodeURIComponent(symbol)}?${release}`, compare: `compare?genes=${encodeURIComponent(symbol)}&${release}` };
  return made("a", { href: prefix() + to[act] }, words);
}

/* null: no card. `notes` say why its point is not to be seen. */
export function show(base, state, place, notes) {
  const card = part("card");
  card.hidden = place === null;
  if (place === null) return card.replaceChildren();
  const row = base.rows[place];
  const close = made("button", { type: "button", className: "small-button", "data-act": "unring", "aria-label": `Close the card of ${row.symbol}` }, "×");
  const list = made("dl", {}, ...pairs(row, state.unflagged).map(([term, words]) => made("div", {}, made("dt", {}, term), made("dd", {}, words))));
  const links = base.elsewhere[place] === "unknown" ? [] : [link(base, "Gene page", "gene", row.symbol), link(base, "Compare", "compare", row.symbol)];
  card.replaceChildren(
    made("div", { className: "card-head" }, made("h3", {}, row.symbol), close),
    ...[...caution(base, place), ...notes].map((words) => made("p", { className: "card-note" }, `${words}.`)),
    list,
    made("div", { className: "gene-links" }, ...links)
  );
  return card;
}

/* A few words under the pointer. */
export function hover(base, state, place, at) {
  const box = part("hover");
  if (!box) return;
  box.hidden = place === null;
  if (place === null) return;
  const row = base.rows[place];
  const figure = (name) => `${plotAxes.named[name].title} ${decimals(row[name], 3)}`;
  box.textContent = [row.symbol, figure(state.x), figure(state.y), row.flags && flags(row.flags)].filter(Boolean).join(" · ");
  const frame = box.parentElement.getBoundingClientRect();
  const left = Math.min(at.clientX - frame.left + 14, frame.width - box.offsetWidth - 4);
  box.style.transform = `translate(${Math.max(0, left)}px, ${at.clientY - frame.top + 16}px)`;
}

export function counts(base, state, sets) {
  const { size, absent } = rowSets;
  const title = (name) => plotAxes.named[name].title;
  const passing = size(sets.pass);
  const missing = absent(base, state, sets.pass);
  const words = [`${base.label}: ${grouped(size(sets.shown))} of ${grouped(base.size)} rows are on the plot`];
  const said = [];
  if (base.size > passing) said.push(`the filters leave out ${grouped(base.size - passing)}`);
  for (const side of ["x", "y"]) {
    if (missing[side] && !(side === "y" && state.x === state.y)) said.push(`${grouped(missing[side])} have no ${title(state[side])} (unknown is not zero)`);
    if (missing[`log${side}`]) said.push(`${grouped(missing[`log${side}`])} have a ${title(state[side])} of 0 or less, which a logarithmic axis cannot show`);
  }
  words.push(said.length ? `; ${said.join(", ")}` : "");
  const dim = ["flagged", "underpowered"].filter((name) => state[name] === "dim");
  words.push(dim.length ? `. Fainter: ${dim.join(" and ")}.` : ".");
  if (state.density) words.push(" The map under the points is darker or brighter where more genes are.");
  return words.join("");
}
