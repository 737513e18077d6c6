/* A release's columns as the server sends them, decoded once: figures are exact, a missing one is
 * NaN. Rows are objects without data of their own: what a table asks of one is read from here. */

import { MISSING_CODES, MISSING_NUMBERS, UNDERPOWERED_BELOW } from "../page/contract.mjs";

/** @typedef {{key: string, label: string, hint?: string}} Group */
/** @typedef {{groups: Group[], group: Uint8Array, word: (place: number) => string | null}} Topic of every row */
/**
 * A release: figures by name (a missing one is NaN), topics, rows, and which row a name stands for.
 * @typedef {{
 *   release: string, label: string, build: string, threshold: number, size: number, ranked: number, for: string,
 *   asked_against: string, against: {release: string, label: string, build: string, threshold: number} | null, others: [string, string][],
 *   numbers: Record<string, Float64Array>, topics: Record<string, Topic>, rows: any[], byRank: number[],
 *   symbols: string[], transcripts: string[] | null, hgnc_ids: string[] | null, ensembl_ids: string[] | null,
 *   printed: Record<number, string>, elsewhere: Record<number, "unknown" | "further">, misnamed: Set<number>,
 *   partly: Set<number>, flagged: Uint8Array, underpowered: Uint8Array, notices?: string[],
 *   ranking: {ranks: Float64Array, of: number}, rankBy: (withoutFlagged: boolean) => void,
 *   has: (name: string) => boolean, place: (name: string) => number | null, nameOf: (place: number) => string,
 * }} Base
 */
/**
 * What the address asks for, as far as the release can do it (address.mjs).
 * @typedef {{
 *   x: string, y: string, logx: boolean, logy: boolean, colour: string, groups: Record<string, Set<string> | null>,
 *   ranges: Record<string, [number | null, number | null]>, flagged: string, underpowered: string, unflagged: boolean,
 *   density: boolean, ring: string | null, select: any, marked: string[], zoom: number[] | null, notices: string[],
 * }} State
 */

/** @type {Record<string, any>} */
const ARRAYS = { i2: Int16Array, i4: Int32Array, f8: Float64Array, u1: Uint8Array, u2: Uint16Array };
/** @type {Record<string, string>} */
const ELSEWHERE = {
  unknown: "no known gene",
  further: "another row of the gene",
};

/** @param {string} data base64 */
function bytes(data) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(data);
  const letters = atob(data);
  const found = new Uint8Array(letters.length);
  for (let i = 0; i < found.length; i += 1) found[i] = letters.charCodeAt(i);
  return found;
}

/**
 * @param {{dtype: string, data: string}} column
 * @returns {any}
 */
const array = ({ dtype, data }) => new ARRAYS[dtype](bytes(data).buffer);

/**
 * The quotient of two whole numbers is the double nearest to what the release prints.
 * @param {{dtype: string, scale: number, data: string} | null} column
 * @param {number} size
 */
function figures(column, size) {
  if (!column) return new Float64Array(size).fill(NaN);
  const whole = array(column);
  if (column.dtype === "f8") return whole;
  const none = /** @type {Record<string, number>} */ (MISSING_NUMBERS)[column.dtype];
  const found = new Float64Array(size);
  for (let i = 0; i < size; i += 1) found[i] = whole[i] === none ? NaN : whole[i] / column.scale;
  return found;
}

/**
 * @param {{words: string[], codes: {dtype: string, data: string}, group_of_word: number[], groups: Group[]}} sent
 * @param {number} size
 * @returns {Topic}
 */
function topic({ words, codes, group_of_word: groupOf, groups }, size) {
  const coded = array(codes);
  const last = groups.length - 1; // rows without a code, where there are any
  const none = /** @type {Record<string, number>} */ (MISSING_CODES)[codes.dtype];
  const group = new Uint8Array(size);
  for (let i = 0; i < size; i += 1) group[i] = coded[i] === none ? last : groupOf[coded[i]];
  /** @param {number} i */
  const word = (i) => (coded[i] === none ? null : words[coded[i]]);
  return { groups, group, word };
}

/** @param {number} value */
const shown = (value) => (Number.isNaN(value) ? null : value);

/**
 * A class whose objects answer for a row: row.loeuf, row.symbol, ...
 * @param {Base} base
 */
function rowClass(base) {
  class Row {
    /** @param {number} place */
    constructor(place) { this.place = place; }
    get symbol() { return base.symbols[this.place]; }
    get hgnc_id() { return base.hgnc_ids ? base.hgnc_ids[this.place] : null; }
    get ensembl_id() { return base.ensembl_ids ? base.ensembl_ids[this.place] : null; }
    get transcript() { return base.transcripts ? base.transcripts[this.place] : null; }
    get symbol_in_release() { return base.printed[this.place] || base.symbols[this.place]; }
    get row_note() { return ELSEWHERE[base.elsewhere[this.place]] || null; }
    get rank() { return shown(base.ranking.ranks[this.place]); }
    get of() { return this.rank === null ? null : base.ranking.of; }
    get percentile() { return this.rank === null ? null : (100 * this.rank) / base.ranking.of; }
    get chromosome() { return base.topics.chromosome.word(this.place); }
    get inheritance() { return base.topics.inheritance.word(this.place); }
    get clingen() { return base.topics.clingen.word(this.place); }
    get crossed() {
      const { crossed } = base.topics;
      return crossed ? crossed.groups[crossed.group[this.place]].label : null;
    }
    get clingen_partial() { return base.partly.has(this.place); }
    get depmap() {
      const word = base.topics.depmap.word(this.place); // null: not screened
      return word === "" ? "neither" : word;
    }
    get impc() { return base.topics.impc.word(this.place); }
    get flags() { return base.topics.flag.word(this.place) || null; }
  }
  for (const name of Object.keys(base.numbers).filter((each) => !["rank", "percentile"].includes(each))) {
    const values = base.numbers[name];
    Object.defineProperty(Row.prototype, name, {
      /** @this {Row} */
      get() { return shown(values[this.place]); },
    });
  }
  return Row;
}

/**
 * Which row a name stands for: a gene's own row by its symbol, any other by its transcript.
 * @param {Base} base
 * @returns {Map<string, number>}
 */
function names(base) {
  const places = new Map();
  for (let i = base.size - 1; i >= 0; i -= 1) {
    if (base.transcripts && base.elsewhere[i]) places.set(base.transcripts[i], i);
  }
  for (const own of [false, true]) {
    for (let i = base.size - 1; i >= 0; i -= 1) {
      if (Boolean(base.elsewhere[i]) !== own) places.set(base.symbols[i], i);
    }
  }
  return places;
}

/** @param {Base} base */
function caution(base) {
  const { flag } = base.topics;
  const free = flag.groups.findIndex((group) => group.key === "none");
  const flagged = flag.group.map((group) => Number(group !== free));
  // NaN is not below 10 (T14): a gene without expected pLoF variants has no LOEUF to be unsure of.
  const underpowered = Uint8Array.from(base.numbers.lof_exp, (exp) => Number(exp < UNDERPOWERED_BELOW));
  return { flagged, underpowered };
}

/**
 * Rows from the lowest LOEUF; those without one stand last, as the release has them.
 * @param {Base} base
 */
function ordered({ size, numbers: { loeuf } }) {
  const places = Array.from({ length: size }, (_, place) => place);
  /** @param {number} place */
  const value = (place) => (Number.isNaN(loeuf[place]) ? Infinity : loeuf[place]);
  return places.sort((a, b) => (value(a) === value(b) ? a - b : value(a) - value(b)));
}

/**
 * Ranks made anew without flagged rows (T13); ties share one, as dashboard/several/gene_list/ranking.py.
 * @param {Base} base
 */
function unflagged({ byRank, flagged, size, numbers: { loeuf } }) {
  const ranks = new Float64Array(size).fill(NaN);
  let of = 0;
  /** @type {number | null} */
  let before = null;
  for (const place of byRank) {
    if (flagged[place] || Number.isNaN(loeuf[place])) continue;
    of += 1;
    ranks[place] = before !== null && loeuf[before] === loeuf[place] ? ranks[before] : of;
    before = place;
  }
  return { ranks, of };
}

/**
 * @param {any} sent by the server
 * @returns {Base}
 */
export function decodedColumns(sent) {
  const { size } = sent;
  /** @type {Base} */
  const base = { ...sent, numbers: {}, topics: {}, misnamed: new Set(sent.misnamed), partly: new Set(sent.clingen_partial) };
  for (const [name, column] of Object.entries(sent.numbers)) {
    base.numbers[name] = figures(column, size);
  }
  const { rank } = base.numbers;
  base.numbers.percentile = rank.map((value) => (100 * value) / sent.ranked); // the release's own ranks
  for (const [name, column] of Object.entries(sent.topics)) base.topics[name] = topic(column, size);
  Object.assign(base, caution(base));
  const Row = rowClass(base);
  base.rows = Array.from({ length: size }, (_, place) => new Row(place));
  const places = names(base);
  base.place = (name) => places.get(name) ?? null;
  base.nameOf = (place) =>
    places.get(base.symbols[place]) === place ? base.symbols[place] : (base.transcripts || base.symbols)[place];
  base.byRank = ordered(base);
  /** @type {{all: Base["ranking"], unflagged?: Base["ranking"]}} */
  const rankings = { all: { ranks: base.numbers.rank, of: base.ranked } };
  /* Which rows count in ranks, percentiles and their number. */
  base.rankBy = (without) => {
    if (without) rankings.unflagged = rankings.unflagged || unflagged(base);
    base.ranking = (without && rankings.unflagged) || rankings.all;
  };
  base.rankBy(false);
  base.has = (name) => Boolean(sent.numbers[name === "percentile" ? "rank" : name]);
  return base;
}
