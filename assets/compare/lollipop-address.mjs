/* The fields of the lollipops in the address. What is malformed falls back, and a sentence says so. */

import { chosen } from "../page/chips.mjs";
import { quoted } from "../page/text.mjs";
import { chosenCopies } from "./copies.mjs";

/**
 * What the address asks for: the axis, and the filters as sets or null (all).
 * @param {Record<string, string>} fields
 * @param {{shared: import("./axis.mjs").SharedDomain[], classes: string[], consequences: string[]}} known
 */
export function readLollipopView(fields, { shared, classes, consequences }) {
  /** @type {string[]} */
  const notices = [];
  const domain = shared.find((one) => one.accession === fields.axis) || null;
  if (fields.axis && fields.axis !== "percent" && !domain) {
    notices.push(`No two of these proteins share a domain ${quoted(fields.axis)}: residues are shown.`);
  }
  return {
    axis: fields.axis === "percent" ? "percent" : domain ? "domain" : "residue",
    domain,
    copies: chosenCopies(fields.copy),
    classes: chosen(fields.class, classes, "class", notices),
    consequences: chosen(fields.consequence, consequences, "consequence", notices),
    notices,
  };
}
