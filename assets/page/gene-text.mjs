/* What a person types for a gene, made comparable as dashboard/genes/text.py does, and what it means. */

import { PUNCTUATION } from "./contract.mjs";

/** @typedef {{symbol: string, name: string, how: string, matched: string}} Hit */

const NAMES = ["name", "alias_name", "previous_name"];
const EXPLAINED = ["spreadsheet", "spelling", "mark", "names", "allele"]; // the page says how it reads them
const around = PUNCTUATION.trim().replace(/[\\\]^-]/g, "\\$&");
const AROUND = new RegExp(`^[\\s${around}]+|[\\s${around}]+$`, "g");

/** @param {string} text */
export const plain = (text) => text.replace(AROUND, "").toUpperCase().replace(/\s+/g, " ");

/**
 * Without spaces and dashes: "BRCA 1" and "BRCA-1" are BRCA1.
 * @param {string} text
 */
export const joined = (text) => plain(text).replace(/[ -]/g, "");

/**
 * The text that the page is to open: what was typed where the page can say how it is read (an
 * alias, an old symbol, a date) or offers its choices; else the first gene of the search.
 * @param {string} typed
 * @param {Hit | undefined} first
 */
export function meaning(typed, first) {
  if (!first) return typed;
  if (NAMES.includes(first.how)) return first.symbol;
  if (EXPLAINED.includes(first.how) || plain(first.matched) === plain(typed)) return typed;
  return joined(first.matched) === joined(typed) ? first.matched : first.symbol;
}

const VARIANT = /^(?:\(?[pc]\.\s?\S|\(?[A-Za-z]{1,3}[1-9]\d{0,5}[A-Za-z*=?_]|rs[1-9]\d+$|VCV\d|VAR_\d)/;
const TITLE = /^[A-Z]{2}_\d+(?:\.\d+)?\(([A-Za-z0-9.-]+)\)\s*:\s*(\S.*)$/;
const BESIDE = /^([A-Za-z][A-Za-z0-9.@-]*)(?:\s*:\s*|[\s,]\s*)(\S.*)$/;

/**
 * Gene and variant of a text that names both ("STAT3 R382W", "TP53:p.Arg175His", a ClinVar title),
 * null for any other. "BRCA 1" is a gene.
 * @param {string} typed
 * @returns {{gene: string, variant: string} | null}
 */
export function geneAndVariant(typed) {
  const [, gene, variant] = TITLE.exec(typed) || BESIDE.exec(typed) || [];
  if (!gene || /^[pc]\.|^rs\d+$|^VCV\d|^VAR_/.test(gene) || !VARIANT.test(variant)) return null;
  return { gene, variant };
}
