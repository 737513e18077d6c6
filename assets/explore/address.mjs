/* The fields of explore in the address. What is malformed falls back field by field, and a sentence
 * says so. Separators are "*" and "_", which an address carries as they are. */

import { CAUTIONS } from "../page/contract.mjs";
import { symbolsOf } from "../page/gene-set.mjs";
import { quoted } from "../page/text.mjs";
import { plotAxes } from "./marks.mjs";

/** @typedef {import("./columns.mjs").Base} Base */
/** @typedef {import("./columns.mjs").State} State */

const OFF = "-"; // every group of a topic is off
const LASSO_LONGEST = 1200; // characters
const LASSO_POINTS = 400;

/** @param {number} value */
const digits = (value) => String(Number(value.toPrecision(5)));

/**
 * "0_0.35" -> [0, 0.35]; an end that is left out is null; undefined: no range.
 * @param {string | undefined} text
 * @returns {[number | null, number | null] | undefined}
 */
function ends(text) {
  const parts = (text || "").split("_");
  if (parts.length !== 2) return undefined;
  const [from, to] = parts.map((part) => (part === "" ? null : Number(part)));
  if (Number.isNaN(from) || Number.isNaN(to) || (from === null && to === null)) return undefined;
  return from !== null && to !== null && from > to ? [to, from] : [from, to];
}

/**
 * @param {"x" | "y"} field
 * @param {string | undefined} wanted
 * @param {Base} base
 * @param {string[]} notices
 */
function axis(field, wanted, base, notices) {
  const known = plotAxes;
  const usual = known.usual[field];
  if (!wanted) return usual;
  if (!known.named[wanted]) notices.push(`There is no axis ${quoted(wanted)}; ${known.named[usual].title} is shown.`);
  else if (!base.has(wanted)) notices.push(`${base.label} has no ${known.named[wanted].title} here; ${known.named[usual].title} is shown.`);
  else return wanted;
  return usual;
}

/**
 * @param {string} name
 * @param {string | undefined} text
 * @param {Base} base
 * @param {string[]} notices
 */
function groups(name, text, base, notices) {
  if (!text) return null;
  if (text === OFF) return new Set();
  const known = base.topics[name].groups.map((group) => group.key);
  const parts = text.split(",");
  const bad = parts.filter((part) => !known.includes(part));
  const good = parts.filter((part) => known.includes(part));
  if (bad.length) notices.push(`${base.label} has no ${name} ${quoted(bad[0])}${good.length ? "" : "; all are shown"}.`);
  return good.length ? new Set(good) : null;
}

/**
 * @param {string | undefined} text
 * @param {Base} base
 * @param {string[]} notices
 */
function ranges(text, base, notices) {
  const parts = (text || "").split("*").filter(Boolean);
  /** @type {Record<string, [number | null, number | null]>} */
  const found = {};
  for (let i = 0; i < parts.length; i += 2) {
    /** @param {[number | null, number | null]} pair */
    const range = ends(parts[i + 1]);
    if (plotAxes.named[parts[i]] && range && base.has(parts[i])) found[parts[i]] = range;
    else notices.push(`${quoted(parts.slice(i, i + 2).join(" "))} is no range; it is left out.`);
  }
  return found;
}

/** @param {string[]} parts */
function box(parts) {
  const [, x, xs, y, ys] = parts;
  /** @type {[string, [number | null, number | null] | undefined][]} */
  const sides = [[x, ends(xs)], ...(y ? [/** @type {[string, any]} */ ([y, ends(ys)])] : [])];
  const good = sides.every(([name, range]) => plotAxes.named[name] && range);
  return good ? { kind: "box", sides } : null;
}

/**
 * Sides are straight as they were drawn: "lof_exp.log" is a logarithmic axis.
 * @param {string[]} parts
 */
function lasso(parts) {
  const [, x, y, text] = parts;
  const numbers = (text || "").split("_").map(Number);
  /** @param {string | undefined} name */
  const known = (name) => name && plotAxes.named[name.replace(/\.log$/, "")];
  const good = known(x) && known(y) && numbers.every(Number.isFinite);
  if (!good || numbers.length < 6 || numbers.length % 2 || numbers.length > 2 * LASSO_POINTS) return null;
  /** @type {number[][]} */
  const points = [];
  for (let i = 0; i < numbers.length; i += 2) points.push([numbers[i], numbers[i + 1]]);
  return { kind: "lasso", x, y, points };
}

/**
 * @param {Record<string, string>} fields
 * @param {string[]} notices
 * @returns {any}
 */
function selection(fields, notices) {
  if (!fields.select) return null;
  const parts = fields.select.split("*");
  /** @type {Record<string, (parts: string[]) => any>} */
  const readers = { box, lasso, set: () => ({ kind: "set" }) };
  const read = readers[parts[0]];
  const found = read ? read(parts) : null;
  if (!found) notices.push(`${quoted(fields.select)} is no selection; none is made.`);
  return found;
}

/** @param {string | undefined} text */
function zoom(text) {
  const numbers = (text || "").split("_").map(Number);
  return text && numbers.length === 4 && numbers.every(Number.isFinite) ? numbers : null;
}

/**
 * @param {string} name
 * @param {string | undefined} text
 * @param {readonly string[]} known
 * @param {string[]} notices
 */
function choice(name, text, known, notices) {
  if (!text || known.includes(text)) return text || known[0];
  notices.push(`${quoted(text)} is no choice for ${name}.`);
  return known[0];
}

/**
 * What the address asks for, as far as this release can do it.
 * @param {Record<string, string>} fields
 * @param {Base} base
 * @returns {State}
 */
export function readExplore(fields, base) {
  /** @type {string[]} */
  const notices = [];
  const x = axis("x", fields.x, base, notices);
  const y = axis("y", fields.y, base, notices);
  const log = fields.log || "";
  /** @param {string} name */
  const canLog = (name) => !plotAxes.named[name].signed;
  const named = symbolsOf(fields);
  if (named === null) {
    notices.push("The address names a set of genes that this window does not have; its file can be loaded in List.");
  }
  const select = selection(fields, notices);
  const isSet = select && select.kind === "set";
  return {
    x,
    y,
    logx: log.includes("x") && canLog(x),
    logy: log.includes("y") && canLog(y),
    colour: choice("colour", fields.colour, [...Object.keys(base.topics), "one"], notices),
    groups: Object.fromEntries(
      Object.keys(base.topics).map((name) => [name, groups(name, fields[name], base, notices)])
    ),
    ranges: ranges(fields.where, base, notices),
    flagged: choice("flagged", fields.flagged, CAUTIONS, notices),
    underpowered: choice("underpowered", fields.underpowered, CAUTIONS, notices),
    unflagged: choice("ranks", fields.ranks, ["all", "unflagged"], notices) === "unflagged",
    density: fields.density === "1",
    ring: fields.ring || null,
    select: isSet ? { ...select, symbols: named || [] } : select,
    marked: isSet ? [] : named || [],
    zoom: zoom(fields.zoom),
    notices,
  };
}

/** @param {[number | null, number | null]} pair */
const range = ([from, to]) => `${from === null ? "" : digits(from)}_${to === null ? "" : digits(to)}`;

export const written = {
  OFF,
  /** @param {Record<string, [number | null, number | null]>} found */
  ranges: (found) => Object.entries(found).map(([name, pair]) => `${name}*${range(pair)}`).join("*") || null,
  /** @param {[string, [number | null, number | null]][]} sides */
  box: (sides) => (sides.length ? ["box", ...sides.flatMap(([name, pair]) => [name, range(pair)])].join("*") : null),
  /** @param {number[]} numbers */
  zoom: (numbers) => numbers.map(digits).join("_"),
  /**
   * null: too long for an address.
   * @param {string} x
   * @param {string} y
   * @param {number[][]} points
   */
  lasso: (x, y, points) => {
    const text = `lasso*${x}*${y}*${points.map((point) => point.map(digits).join("_")).join("_")}`;
    return text.length <= LASSO_LONGEST && points.length <= LASSO_POINTS ? text : null;
  },
};
