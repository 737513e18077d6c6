/* The gene picker: a combobox over the JSON's own search, in the top bar and in Compare. Arrow keys move,
 * Enter picks, "/" focuses the top bar's. Enter on a text takes what the text means, not the text:
 * "titin" is TTN. */

import { open, openGene, prefix } from "./address.mjs";
import { IDS } from "./contract.mjs";
import { closestTo, elementById, queryAll } from "./dom.mjs";
import { geneAndVariant, meaning, plain } from "./gene-text.mjs";
import { toast } from "./share.mjs";

const PAUSE_MS = 60;
const WORDS = {
  alias_name: "alias name", previous_name: "previous name", mark: "without mark", names: "named in", allele: "allele",
};

function line(hit, id) {
  const item = document.createElement("li");
  item.id = id;
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

/**
 * Make a field a picker of genes; field and list may come and go with their view.
 * @param {{field: string, list: string, typed?: (value: string) => string,
 *   pick: (symbol: string) => void, enter: (text: string, search: (text: string) => Promise<any[]>) => void}} how
 *   ids of the field and of its list; which part of the value is looked for; what is done with a gene that is
 *   picked, and with a text on which Enter is pressed
 */
export function genePicker({ field, list, typed = (value) => value, pick: take, enter: read }) {
  let waiting = 0;
  let asking = null;
  let active = -1;
  const input = () => elementById(field);
  const hits = () => elementById(list);
  const options = () => queryAll('[role="option"]', hits());
  const asked = () => typed(input().value).trim();

  function close() {
    if (!hits()) return;
    hits().hidden = true;
    active = -1;
    input().setAttribute("aria-expanded", "false");
    input().removeAttribute("aria-activedescendant");
  }

  function stop() {
    clearTimeout(waiting);
    if (asking) asking.abort();
  }

  function show(found, text) {
    if (!text || !hits()) return close();
    const lines = found.map((hit, index) => line(hit, `${list}-${index}`));
    hits().replaceChildren(...(lines.length ? lines : [message(`No gene matches "${text.slice(0, 40)}".`)]));
    hits().hidden = false;
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
    const text = input() ? asked() : "";
    if (!text) {
      if (asking) asking.abort();
      return close();
    }
    try {
      show(await search(text), text);
    } catch (error) {
      if (error.name === "AbortError" || !hits()) return;
      hits().replaceChildren(message(`The gene search failed: ${error.message}`));
      hits().hidden = false;
    }
  }

  function move(step) {
    const all = options();
    if (!all.length || hits().hidden) return;
    active = (active + step + all.length) % all.length;
    all.forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
    all[active].scrollIntoView({ block: "nearest" });
    input().setAttribute("aria-activedescendant", all[active].id);
  }

  function picked(symbol) {
    stop();
    close();
    take(symbol);
  }

  document.addEventListener("input", (event) => {
    if (!input() || event.target !== input()) return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, PAUSE_MS);
  });

  document.addEventListener("keydown", (event) => {
    if (!input() || event.target !== input()) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const chosen = options()[active];
      clearTimeout(waiting);
      if (chosen) picked(chosen.dataset.symbol);
      else if (input().value.trim()) read(input().value.trim(), search);
    } else if (event.key === "Escape") {
      close();
    }
  });

  document.addEventListener("mousedown", (event) => {
    const option = closestTo(event, `#${list} [role="option"]`);
    if (option) {
      event.preventDefault();
      picked(option.dataset.symbol);
    } else if (event.target !== input()) close();
  });

  document.addEventListener("focusout", (event) => {
    if (event.target === input()) close();
  });

  return { stop, close };
}

/* ---- the top bar's ---- */

const top = genePicker({ field: IDS.search, list: IDS.searchHits, pick, enter });
const box = () => elementById(IDS.search);

/** @param {string} symbol
 *  @param {string} [variant] to look for on its page */
function pick(symbol, variant) {
  top.stop();
  top.close();
  box().value = "";
  box().blur();
  // A view may take the gene as its own: explore rings it, compare adds it.
  const picked = new CustomEvent("gcd:pick", { detail: { symbol }, cancelable: true });
  if (variant) open(`${prefix()}gene/${encodeURIComponent(symbol)}`, `?find=${encodeURIComponent(variant)}`, "");
  else if (document.dispatchEvent(picked)) openGene(symbol);
}

async function enter(typed, search) {
  try {
    const both = geneAndVariant(typed);
    const [named] = both ? await search(both.gene) : [];
    // A gene by its symbol or an old one: "severe R382W" is none.
    if (named && !["name", "alias_name", "previous_name"].includes(named.how) && plain(named.matched) === plain(both.gene)) {
      return pick(named.symbol, both.variant);
    }
    const [first] = await search(typed);
    const text = meaning(typed, first);
    if (box().value.trim() !== typed) return undefined; // another text is being typed
    pick(text);
    if (text !== typed) toast(`\u201c${typed.slice(0, 40)}\u201d is read as ${text}.`);
    return undefined;
  } catch (error) {
    if (error.name !== "AbortError") pick(typed); // the page says what is wrong
    return undefined;
  }
}

document.addEventListener("keydown", (event) => {
  const typing = closestTo(event, "input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  box().focus();
  box().select();
});
