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
  const numbers = match && [Number(match[1]), Number(match[2] || match[1])];
  const [from, to] = numbers ? numbers.sort((a, b) => a - b) : [0, 0];
  if (from >= 1 && from <= length) return [from, Math.min(to, length)];
  const why = numbers && from > length ? `the axis ends at ${length}` : "such as 100-200";
  notices.push(`${quoted(text)} is no range of residues (${why}); all are shown.`);
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
