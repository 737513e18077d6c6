/* What leaves the page: text to the clipboard, text as a file; and a word on what was done. */

import { IDS } from "./contract.mjs";
import { setProps } from "./dash.mjs";
import { closestTo, elementById } from "./dom.mjs";

const SHOWN_MS = 3500;
const KEPT_MS = 10000; // until the browser has saved a file

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

/** @param {string} words */
export function toast(words) {
  const line = elementById(IDS.toast);
  if (!line) return;
  line.textContent = words;
  setProps(IDS.toastShown, { is_open: true, children: words });
  clearTimeout(timer);
  timer = setTimeout(() => setProps(IDS.toastShown, { is_open: false }), SHOWN_MS);
}

/**
 * @param {string} text
 * @param {string} said
 */
export async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
    toast(said);
  } catch {
    setProps(IDS.copyText, { value: text }); // without https a page has no clipboard
    setProps(IDS.copy, { is_open: true });
  }
}

document.addEventListener("click", (event) => {
  const name = closestTo(event, "[data-copy-of]")?.dataset.copyOf;
  const text = name && elementById(name)?.textContent;
  if (text) copy(text, "Copied.");
});

/**
 * @param {string} name
 * @param {string} content
 */
export function saveCsv(name, content) {
  saveFile(name, new Blob([content], { type: "text/csv;charset=utf-8" }));
}

/**
 * @param {string} name
 * @param {Blob} blob
 */
export function saveFile(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS);
}
