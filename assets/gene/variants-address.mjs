/* The fields of the variants panel in the address. What is malformed falls back field by field,
 * and a sentence says so. */

import { chosen } from "../page/chips.mjs";
import { quoted } from "../page/text.mjs";

const RESIDUES = /^\s*(\d{1,6})(?:\s*[-\u2013]\s*(\d{1,6}))?\s*$/;

/**
 * @returns {[number, number] | null}
 * @param {string | undefined} text
 * @param {number} length
 * @param {string[]} notices
 */
function residues(text, length, notices) {
  if (!text) return null;
  const match = RESIDUES.exec(text);
  const ends = match && [Number(match[1]), Number(match[2] || match[1])];
  const [from, to] = ends ? [...ends].sort((a, b) => a - b) : [0, 0];
  if (!ends || from < 1 || from > length) {
    const why = ends && from > length ? `the axis ends at ${length}` : "such as 100-200";
    notices.push(`${quoted(text)} is no range of residues (${why}); all are shown.`);
    return null;
  }
  const shown = [from, Math.min(to, length)];
  if (ends[0] > ends[1]) notices.push(`Residues ${quoted(text)} are read as ${shown.join(" to ")}.`);
  else if (to > length) notices.push(`There is no residue ${to}: the protein ends at residue ${length}.`);
  return /** @type {[number, number]} */ (shown);
}

/**
 * Why two ends are no range of residues, in a sentence; null where they are one. An end that is
 * left out is that of the protein.
 * @param {string} from
 * @param {string} to
 * @param {number} length
 */
export function rangeProblem(from, to, length) {
  for (const end of [from, to]) {
    if (end && !/^[1-9]\d{0,5}$/.test(end)) return `${quoted(end)} is no residue: type a whole number from 1 to ${length}.`;
    if (Number(end) > length) return `There is no residue ${end}: the protein ends at residue ${length}.`;
  }
  if (from && to && Number(from) > Number(to)) return `Residue ${from} lies after ${to}: type the lower number first.`;
  return null;
}

/**
 * What the address asks for: sets or null (all), a range or null, texts or null, notices.
 * @param {Record<string, string>} view
 * @param {{length?: number, byId: Map<string, unknown>}} base
 * @param {{classes: string[], consequences: string[]}} known
 */
export function readVariantView(view, base, { classes, consequences }) {
  /** @type {string[]} */
  const notices = [];
  const wanted = {
    classes: chosen(view.class, classes, "class", notices),
    consequences: chosen(view.consequence, consequences, "consequence", notices),
    residues: residues(view.residues, base.length || 0, notices),
    find: view.find || null,
    variant: view.variant && base.byId.has(view.variant) ? view.variant : null,
    notices,
  };
  if (view.variant && !wanted.variant) {
    notices.push(`${quoted(view.variant)} is none of the records on this plot; none is selected.`);
  }
  return wanted;
}
