/* What the page says of axes and of the looks of groups: components/explore decides both. */

import { IDS } from "../page/contract.mjs";
import { elementById } from "../page/dom.mjs";

/**
 * @typedef {{
 *   name: string, title: string, signed: boolean, of_release: boolean, other: boolean, lines: [number, string][],
 *   figure?: string,
 * }} Axis
 */
/** @typedef {{label: string, build: string, threshold: number}} Release */

/** @type {any} */
let read = null;

export function settings() {
  const box = elementById(IDS.exploreDrawing);
  if (!read && box) read = JSON.parse(box.dataset.config || "{}");
  return read;
}

/**
 * @param {string} topic
 * @param {string} key
 */
export function markOf(topic, key) {
  const marks = settings().marks[topic] || {};
  return marks[key] || settings().other;
}

export const plotAxes = {
  /** @returns {Record<string, Axis>} */
  get named() {
    return Object.fromEntries(plotAxes.all.map((axis) => [axis.name, axis]));
  },
  /**
   * The field "x" or "y" -> the axis that stands there when the address says nothing.
   * @returns {Record<string, string>}
   */
  get usual() {
    return settings().usual;
  },
  /** @returns {Axis[]} */
  get all() {
    return settings().axes;
  },
  /**
   * Thresholds of a figure in this release, or in the one that is set against it: [value, words] each.
   * @param {string} name
   * @param {Release & {against: Release | null}} release
   * @returns {[number, string][]}
   */
  lines(name, release) {
    const { loeuf } = settings();
    const of = name === loeuf ? release : name === `other_${loeuf}` ? release.against : null;
    return of ? [[of.threshold, `LOEUF ${of.threshold}, ${of.label}`]] : this.named[name].lines;
  },
  /**
   * Name the release whose figures the "other" axes have.
   * @param {Release | null} against
   */
  setAgainst(against) {
    for (const axis of plotAxes.all.filter(({ other }) => other)) {
      axis.figure = axis.figure || axis.title;
      axis.title = `${axis.figure}, ${against ? against.label : "another release"}`;
    }
  },
};

/**
 * The box of a group in a legend: colour and shape, as on the plot.
 * @param {string} topic
 * @param {string} key
 */
export function swatchOf(topic, key) {
  const { colour, symbol } = markOf(topic, key);
  const box = document.createElement("span");
  box.className = "class-mark";
  box.dataset.symbol = symbol;
  box.style.background = colour;
  box.setAttribute("aria-hidden", "true");
  return box;
}
