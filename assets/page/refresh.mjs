/* Panels that ask again: while a source is still being asked, and when a person says so. */

import { POLL, POLL_MS, RETRY } from "./contract.mjs";
import { setProps } from "./dash.mjs";
import { closestTo, queryAll } from "./dom.mjs";

/**
 * `for` names the gene and release asked about: a question that comes late is no retry.
 * @param {HTMLElement} panel
 * @param {string} why
 */
export function askAgain(panel, why) {
  const store = `${panel.id.replace("panel-", "")}-ask`;
  const question = { why, for: panel.dataset.for, at: Date.now() };
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
