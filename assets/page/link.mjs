/* "Copy link": the address of what is on screen, with the release that is shown and the dates of its data.
 * Where the data here are others than those of the link, a line says so and offers both. */

import { addressNow, changed, setFields } from "./address.mjs";
import { IDS } from "./contract.mjs";
import { elementById, queryAll, queryOne } from "./dom.mjs";
import { copy } from "./share.mjs";

const BETWEEN = "~";
const MOST_LETTERS = 600;

/** @typedef {Record<string, string>} Dates of the data, by source */

/**
 * Source and date of what is on screen: the release's own date where it has one, else the day of the answer.
 * @returns {Dates}
 */
export function datesHere() {
  /** @type {Dates} */
  const found = {};
  for (const line of queryAll(".source[data-source]")) {
    const { source, at } = line.dataset;
    if (source && at && line.checkVisibility()) found[source] = found[source] || at;
  }
  return found;
}

/** @param {Dates} dates */
export function writtenDates(dates) {
  const parts = Object.entries(dates).map(([source, at]) => `${source}${BETWEEN}${at}`);
  let text = "";
  for (const part of parts) {
    if (text.length + part.length < MOST_LETTERS) text += (text && BETWEEN) + part;
  }
  return text;
}

/**
 * @param {string | undefined} text
 * @returns {Dates}
 */
export function parsedDates(text) {
  const parts = (text || "").slice(0, 2 * MOST_LETTERS).split(BETWEEN);
  /** @type {Dates} */
  const found = {};
  for (let i = 0; i + 1 < parts.length; i += 2) found[parts[i].slice(0, 80)] = parts[i + 1].slice(0, 40);
  return found;
}

/** The release that the view shows, whether the address names it or not. */
function releaseShown() {
  const pressed = queryOne('[data-field="release"][aria-pressed="true"]');
  return (pressed instanceof HTMLElement && pressed.dataset.value) || null;
}

/**
 * The address of what is on screen.
 * @param {string} [hash] of a panel
 */
export function viewLink(hash = "") {
  const { origin, pathname, search } = window.location;
  const { release } = addressNow();
  const named = { release: release || releaseShown(), data: writtenDates(datesHere()) };
  return origin + pathname + changed(search, named) + (hash && `#${hash}`);
}

/** @param {string} [hash] */
export function copyLink(hash) {
  const { release } = addressNow();
  const shown = release || releaseShown();
  return copy(viewLink(hash), shown ? `Link copied, with gnomAD ${shown} and the dates of its data.` : "Link copied.");
}

/**
 * What differs: sources of both that have another date here.
 * @param {Dates} linked
 * @param {Dates} here
 */
export const differences = (linked, here) =>
  Object.keys(linked).filter((source) => here[source] && here[source] !== linked[source]);

function say() {
  const line = elementById(IDS.linkDiffers);
  if (!line) return;
  const { fields } = addressNow();
  const linked = parsedDates(fields.data);
  const here = datesHere();
  const others = differences(linked, here);
  const other = fields.release && releaseShown() && releaseShown() !== fields.release;
  line.hidden = !others.length && !(fields.data && other);
  if (line.hidden) return;
  const words = others.map((source) => `${source} of ${linked[source]} (here: ${here[source]})`);
  if (other) words.unshift(`gnomAD ${fields.release} (shown: ${releaseShown()})`);
  const text = `This link was copied with ${words.join(", ")}.`;
  const place = queryOne("span", line);
  if (place && place.textContent !== text) place.textContent = text;
}

document.addEventListener("gcd:ready", say);
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-link]");
  if (!(button instanceof HTMLElement)) return;
  const line = elementById(IDS.linkDiffers);
  if (line) line.hidden = true;
  if (button.dataset.link === "here") setFields({ release: null, data: null }, { replace: true });
  else setFields({ data: null }, { replace: true });
});
