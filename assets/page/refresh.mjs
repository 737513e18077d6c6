/* Panels that ask again: while a source is still being asked, and when a person says so. */

import { POLL, POLL_MS, RETRY } from "./contract.mjs";
import { setProps } from "./dash.mjs";
import { closestTo, queryAll } from "./dom.mjs";

/**
 * Have a panel ask again. `for` names the gene and release asked about: a question that comes late
 * is no retry. `seen` are the genes whose plots have been in view, null where a panel does not ask
 * by that.
 * @param {HTMLElement} panel
 * @param {string} why
 */
export function askAgain(panel, why) {
  const store = `${panel.id.replace("panel-", "")}-ask`;
  const { for: token, seen } = panel.dataset;
  const question = { why, for: token, at: Date.now(), seen: seen ? seen.split(" ") : null };
  setProps(store, { data: question });
}

document.addEventListener("click", (event) => {
  const retry = closestTo(event, "[data-retry]");
  const panel = retry && closestTo({ target: retry }, ".panel");
  if (panel) askAgain(panel, RETRY);
});

setInterval(() => {
  if (document.hidden) return;
  for (const panel of queryAll('.panel[data-refreshing="true"]')) {
    askAgain(panel, POLL);
  }
}, POLL_MS);
