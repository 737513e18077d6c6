/* Light or dark: the reader's choice, else the system's; kept in this browser only. */

import { IDS } from "./contract.mjs";
import { closestTo, elementById } from "./dom.mjs";

const KEY = "gcd-colours";

/** @param {string} mode */
function apply(mode) {
  const root = document.documentElement;
  root.dataset.bsTheme = mode;
  root.dataset.agThemeMode = mode;
  const button = elementById(IDS.themeSwitch);
  if (button) button.setAttribute("aria-pressed", String(mode === "dark"));
}

function wanted() {
  const dark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  return window.localStorage.getItem(KEY) || (dark ? "dark" : "light");
}

apply(wanted());
new MutationObserver((_, observer) => {
  if (!elementById(IDS.themeSwitch)) return;
  apply(wanted());
  observer.disconnect();
}).observe(document.documentElement, { childList: true, subtree: true });

document.addEventListener("click", (event) => {
  if (!closestTo(event, "#theme-switch")) return;
  const next = document.documentElement.dataset.bsTheme === "dark" ? "light" : "dark";
  window.localStorage.setItem(KEY, next);
  apply(next);
});
