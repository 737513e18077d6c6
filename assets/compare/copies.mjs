/* Which copy of a shared domain each protein is aligned on, where it has several. */

import { queryOne } from "../page/dom.mjs";
import * as proteinAxis from "./axis.mjs";

/**
 * "STAT3:2,JAK1:1": which copy of the domain of each gene is aligned, from 1.
 * @param {string | undefined} text
 * @returns {Map<string, number>}
 */
export function chosenCopies(text) {
  return new Map(
    (text || "").split(",").map((one) => {
      const cut = one.lastIndexOf(":");
      return [one.slice(0, cut), Number(one.slice(cut + 1))];
    })
  );
}

/**
 * Say in `home` which copy of the domain a protein is aligned on, and let another be chosen.
 * @param {HTMLElement | null} home
 * @param {import("./axis.mjs").Protein} gene
 * @param {import("./axis.mjs").View} view
 */
export function show(home, gene, view) {
  const copy = view.axis === "domain" ? proteinAxis.copyOf(gene, view) : null;
  if (!home) return;
  if (view.axis !== "domain" || (copy && copy.own.length === 1)) {
    const words = copy ? `aligned on ${copy.own[0].join("–")}` : "";
    return home.replaceChildren(words);
  }
  if (!copy) return home.replaceChildren(`has no ${view.domain?.name}: not aligned`);
  const select = document.createElement("select");
  select.className = "form-select";
  select.dataset.copyOf = gene.symbol;
  select.setAttribute("aria-label", `Copy of ${view.domain?.name} in ${gene.symbol}`);
  copy.own.forEach(([start, end], index) => {
    const words = `copy ${index + 1} of ${copy.own.length}: ${start}–${end}`;
    select.append(new Option(words, String(index + 1), false, index === copy.index));
  });
  const kept = queryOne("select", home);
  const focused = kept && kept === document.activeElement;
  home.replaceChildren("aligned on ", select);
  if (focused) select.focus();
  return undefined;
}
