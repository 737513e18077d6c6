/* What explore says of a selection, of a gene that is not on the plot, and of names it does not have. */

import { grouped } from "../page/text.mjs";
import { plotAxes } from "./marks.mjs";
import * as rowSets from "./sets.mjs";

/** @typedef {import("./columns.mjs").Base} Base */
/** @typedef {import("./columns.mjs").State} State */
/** @typedef {{ring: number | null, marked: number[], plot: Uint8Array, pass: Uint8Array, selected: Uint8Array | null, both?: Uint8Array | null}} Sets */

/**
 * @param {Base} base
 * @param {any[]} rows
 * @param {Sets} sets
 * @param {State} state
 */
export function selected(base, rows, sets, state) {
  const ranks = state.unflagged ? ` Ranks are computed without flagged rows, of ${grouped(base.ranking.of)}.` : "";
  return chosen(base, rows, sets, state) + ranks;
}

/**
 * @param {Base} base
 * @param {any[]} rows
 * @param {Sets} sets
 * @param {State} state
 */
function chosen(base, rows, sets, state) {
  const noun = rows.length === 1 ? "row" : "rows";
  const number = grouped(rows.length);
  if (!sets.selected) return `Nothing is selected: the table has the ${number} ${noun} that are on the plot.`;
  const unknown = rows.filter((row) => base.elsewhere[row.place] === "unknown").length;
  const further = rows.filter((row) => base.elsewhere[row.place] === "further").length;
  const off = rows.length - rowSets.size(sets.both || sets.selected);
  const words = [`Selected: ${number} ${noun}`];
  if (unknown) words.push(`${unknown} of no known gene`);
  if (further) words.push(`${further} further rows of a gene`);
  if (off) words.push(`${off} not on this plot: no value on its axes`);
  const absent = state.select.kind === "set" ? state.select.symbols.length - rows.length : 0;
  if (absent > 0) words.push(`${absent} of the set are not in this release or left out by the filters`);
  return rows.length ? `${words.join("; ")}.` : "The selection is empty: no row of the release that passes the filters lies in it.";
}

/**
 * @param {Base} base
 * @param {State} state
 * @param {Sets} sets
 */
export function ring(base, state, sets) {
  if (sets.ring === null) return [];
  const place = sets.ring;
  const missing = /** @type {("x" | "y")[]} */ (["x", "y"]).filter((side) => Number.isNaN(base.numbers[state[side]][place]));
  /** @param {boolean} own */
  const named = (own) => [...new Set(missing.map((side) => plotAxes.named[state[side]]))].filter((axis) => axis.of_release === own);
  /** @param {{title: string}[]} axes */
  const said = (axes) => axes.map(({ title }) => title).join(" and no ");
  const [lacks, others] = [named(true), named(false)];
  if (missing.length) {
    const notes = lacks.length ? [`Not on the plot: ${base.label} has no ${said(lacks)} of it`] : [];
    return others.length ? [...notes, `Not on the plot: there are no ${said(others)} of it here`] : notes;
  }
  if (!sets.plot[place]) return ["Not on the plot: a logarithmic axis cannot show its 0"];
  return sets.pass[place] ? [] : ["The filters leave it out of the points; the ring marks its place"];
}

/**
 * @param {Base} base
 * @param {State} state
 * @param {Sets} sets
 */
export function notFound(base, state, sets) {
  const found = [];
  if (state.ring !== null && sets.ring === null) {
    found.push(`${base.label} has no row of ${state.ring.slice(0, 40)}.`);
  }
  const absent = state.marked.length - sets.marked.length;
  if (absent) found.push(`${absent} of the ${state.marked.length} genes named in the address have no row in ${base.label}.`);
  return found;
}
