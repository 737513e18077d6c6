/* The gene picker: a combobox over the JSON's own search. Arrow keys move, Enter picks, "/" focuses.
 * Enter on a text takes what the text means, not the text: "titin" is TTN. */

import { open, openGene, prefix } from "./address.mjs";
import { IDS } from "./contract.mjs";
import { closestTo, elementById, queryAll } from "./dom.mjs";
import { geneAndVariant, meaning, plain } from "./gene-text.mjs";
import { toast } from "./share.mjs";

const PAUSE_MS = 60;
const WORDS = {
  alias_name: "alias name", previous_name: "previous name", mark: "without mark", names: "named in", allele: "allele",
};
let waiting = 0;
let asking = null;
let active = -1;

const input = () => elementById(IDS.search);
const list = () => elementById(IDS.searchHits);
const options = () => queryAll('[role="option"]', list());

function close() {
  if (!list()) return;
  list().hidden = true;
  active = -1;
  input().setAttribute("aria-expanded", "false");
  input().removeAttribute("aria-activedescendant");
}

function line(hit, index) {
  const item = document.createElement("li");
  item.id = `gene-hit-${index}`;
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.dataset.symbol = hit.symbol;
  const plainly = hit.how === "symbol" || hit.how === "name";
  const how = plainly ? "" : `${WORDS[hit.how] || hit.how}: ${hit.matched}`;
  for (const [name, text] of [["hit-symbol", hit.symbol], ["hit-name", hit.name], ["hit-how", how]]) {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = text; // never markup: names come from outside
    item.append(part);
  }
  return item;
}

function message(text) {
  const item = document.createElement("li");
  item.className = "hit-message";
  item.setAttribute("role", "presentation");
  item.textContent = text;
  return item;
}

function show(hits, asked) {
  if (!asked) return close();
  const lines = hits.map(line);
  list().replaceChildren(...(lines.length ? lines : [message(`No gene matches "${asked.slice(0, 40)}".`)]));
  list().hidden = false;
  input().setAttribute("aria-expanded", "true");
  active = -1;
}

/* Return the genes that match a text; what was asked before is left. */
async function search(text) {
  if (asking) asking.abort();
  asking = new AbortController();
  const address = `${prefix()}api/v1/genes?limit=12&q=${encodeURIComponent(text.slice(0, 200))}`;
  const answer = await fetch(address, { signal: asking.signal });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.problem ? body.problem.message : answer.statusText);
  return body.data;
}

async function ask() {
  const asked = input().value.trim();
  if (!asked) {
    if (asking) asking.abort();
    return close();
  }
  try {
    show(await search(asked), asked);
  } catch (error) {
    if (error.name === "AbortError") return;
    list().replaceChildren(message(`The gene search failed: ${error.message}`));
    list().hidden = false;
  }
}

function move(step) {
  const all = options();
  if (!all.length) return;
  active = (active + step + all.length) % all.length;
  all.forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
  all[active].scrollIntoView({ block: "nearest" });
  input().setAttribute("aria-activedescendant", all[active].id);
}

/** @param {string} symbol
 *  @param {string} [variant] to look for on its page */
function pick(symbol, variant) {
  clearTimeout(waiting);
  if (asking) asking.abort();
  input().value = "";
  input().blur();
  close();
  // A view may take the gene as its own: explore rings it, compare adds it.
  const picked = new CustomEvent("gcd:pick", { detail: { symbol }, cancelable: true });
  if (variant) open(`${prefix()}gene/${encodeURIComponent(symbol)}`, `?find=${encodeURIComponent(variant)}`, "");
  else if (document.dispatchEvent(picked)) openGene(symbol);
}

async function enter(typed) {
  clearTimeout(waiting);
  try {
    const both = geneAndVariant(typed);
    const [named] = both ? await search(both.gene) : [];
    // A gene by its symbol or an old one: "severe R382W" is none.
    if (named && !["name", "alias_name", "previous_name"].includes(named.how) && plain(named.matched) === plain(both.gene)) {
      return pick(named.symbol, both.variant);
    }
    const [first] = await search(typed);
    const text = meaning(typed, first);
    if (input().value.trim() !== typed) return undefined; // another text is being typed
    pick(text);
    if (text !== typed) toast(`\u201c${typed.slice(0, 40)}\u201d is read as ${text}.`);
    return undefined;
  } catch (error) {
    if (error.name !== "AbortError") pick(typed); // the page says what is wrong
    return undefined;
  }
}

document.addEventListener("input", (event) => {
  if (event.target !== input()) return;
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE_MS);
});

document.addEventListener("keydown", (event) => {
  const typing = closestTo(event, "input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    input().focus();
    input().select();
    return;
  }
  if (event.target !== input()) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  } else if (event.key === "Enter") {
    event.preventDefault();
    const chosen = options()[active];
    const typed = input().value.trim();
    if (chosen) pick(chosen.dataset.symbol);
    else if (typed) enter(typed);
  } else if (event.key === "Escape") {
    close();
  }
});

document.addEventListener("mousedown", (event) => {
  const option = closestTo(event, '#gene-search-hits [role="option"]');
  if (option) {
    event.preventDefault();
    pick(option.dataset.symbol);
  } else if (event.target !== input()) close();
});
