/* Explore: its fields in the address, a release's columns, which rows are meant. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { page } from "./page.mjs";

const AXES = [
  { name: "loeuf", title: "LOEUF", signed: false, of_release: true, lines: [] },
  { name: "mis_z", title: "Missense Z", signed: true, of_release: true, lines: [[3.09, "missense Z 3.09"]] },
  { name: "lof_exp", title: "Expected pLoF variants", signed: false, of_release: true, lines: [] },
  { name: "other_loeuf", title: "LOEUF", signed: false, of_release: false, other: true, lines: [] },
];
const config = { axes: AXES, usual: { x: "loeuf", y: "mis_z" }, loeuf: "loeuf", marks: {}, other: { colour: "grey" } };
const { document } = page('<div id="explore-drawing"></div>');
document.getElementById("explore-drawing").dataset.config = JSON.stringify(config);
const { readExplore, written } = await import("../../assets/explore/address.mjs");
const { decodedColumns } = await import("../../assets/explore/columns.mjs");
const { steps, densityMap } = await import("../../assets/explore/distributions.mjs");
const { namedSymbols } = await import("../../assets/explore/names.mjs");
const { plotAxes } = await import("../../assets/explore/marks.mjs");
const rowSets = await import("../../assets/explore/sets.mjs");
const wording = await import("../../assets/explore/words.mjs");

const base64 = (numbers) => Buffer.from(numbers.buffer).toString("base64");
const whole = (scale, ...numbers) => ({ dtype: "i2", scale, data: base64(Int16Array.from(numbers)) });
const NONE = -(2 ** 15);
const codes = (...numbers) => ({ dtype: "u1", data: base64(Uint8Array.from(numbers)) });
const topic = (words, groupOfWord, groups, ...coded) => ({ words, codes: codes(...coded), group_of_word: groupOfWord, groups: groups.map((key) => ({ key, label: key })) });

/** Four rows: B is flagged, C has no LOEUF, the last is a row of no known gene. */
const base = decodedColumns({
  release: "v4.1", label: "gnomAD v4.1", size: 4, ranked: 3, threshold: 0.6,
  numbers: { loeuf: whole(100, 35, 20, NONE, 20), mis_z: whole(10, -5, 31, 0, 12), lof_exp: whole(1, 50, 9, NONE, 10), rank: whole(1, 3, 1, NONE, 1) },
  topics: {
    flag: topic(["", "lcr"], [0, 1], ["none", "flagged"], 0, 1, 0, 0),
    inheritance: topic(["AD"], [0], ["AD", "unknown"], 0, 255, 0, 255),
  },
  symbols: ["A", "B", "C", "B"], transcripts: ["ENST1", "ENST2", "ENST3", "ENST4"], printed: {}, elsewhere: { 3: "unknown" },
  misnamed: [3], clingen_partial: [],
});
const FIELDS = { x: "loeuf", y: "mis_z" };
const state = (fields = {}) => readExplore({ ...FIELDS, ...fields }, base);

test("figures are the quotients that the release prints, a missing one is not a number", () => {
  assert.deepEqual([...base.numbers.loeuf], [0.35, 0.2, NaN, 0.2]);
  assert.equal(base.rows[0].loeuf, 0.35);
  assert.equal(base.rows[2].loeuf, null);
  assert.equal(base.rows[1].inheritance, null);
});

test("T14: below ten expected variants a row is underpowered; one without any figure is not", () => {
  assert.deepEqual([...base.underpowered], [0, 1, 0, 0]);
  assert.deepEqual([...base.flagged], [0, 1, 0, 0]);
});

test("T13: ranks without flagged rows are made anew, ties share one", () => {
  base.rankBy(false);
  assert.deepEqual(base.rows.map(({ rank }) => rank), [3, 1, null, 1]);
  base.rankBy(true);
  assert.deepEqual(base.rows.map(({ rank }) => rank), [2, null, null, 1]);
  assert.equal(base.ranking.of, 2);
  base.rankBy(false);
});

test("a symbol means the gene's own row, another row is named by its transcript", () => {
  assert.equal(base.place("B"), 1);
  assert.equal(base.place("ENST4"), 3);
  assert.equal(base.place("ZZZ"), null);
  assert.deepEqual([1, 3].map(base.nameOf), ["B", "ENST4"]);
});

test("what the address names wrongly falls back and is said", () => {
  const found = state({ x: "nothing", where: "loeuf*0_0.3*mis_z*x", select: "triangle", colour: "blue", log: "xy", flagged: "hide" });
  assert.equal(found.x, "loeuf");
  assert.deepEqual(found.ranges, { loeuf: [0, 0.3] });
  assert.equal(found.select, null);
  assert.deepEqual([found.logx, found.logy], [true, false]); // a figure that is negative has no logarithm
  assert.equal(found.flagged, "hide");
  assert.equal(found.underpowered, "dim");
  assert.equal(found.notices.length, 4);
  assert.match(state({ set: "lost" }).notices[0], /a set of genes that this window does not have/);
});

test("what is written into the address is read back the same", () => {
  const sides = [["loeuf", [0, 0.35]], ["mis_z", [null, 3]]];
  assert.equal(written.box(sides), "box*loeuf*0_0.35*mis_z*_3");
  assert.deepEqual(state({ select: written.box(sides) }).select, { kind: "box", sides });
  const points = [[0.1, 1], [0.2, 2], [0.3, -1]];
  const lasso = written.lasso("loeuf.log", "mis_z", points);
  assert.deepEqual(state({ select: lasso }).select, { kind: "lasso", x: "loeuf.log", y: "mis_z", points });
  assert.equal(written.lasso("loeuf", "mis_z", Array(500).fill([1, 1])), null); // too long for an address
  assert.equal(written.ranges({ loeuf: [0, null] }), "loeuf*0_");
  assert.deepEqual(state({ zoom: written.zoom([0, 1, -2, 3]) }).zoom, [0, 1, -2, 3]);
  assert.deepEqual(state({ where: "loeuf*3_1" }).ranges.loeuf, [1, 3]);
});

test("unknown is not zero: a missing figure passes no range", () => {
  assert.deepEqual([...rowSets.within(base.numbers.loeuf, [0, 1])], [1, 1, 0, 1]);
  assert.deepEqual([...rowSets.within(base.numbers.loeuf, [null, null])], [1, 1, 0, 1]);
});

test("filters leave rows, and a topic's counts look past the topic itself", () => {
  const found = state({ flagged: "hide", inheritance: "AD" });
  const filters = rowSets.filtered(base, found);
  assert.deepEqual([...filters.pass], [1, 0, 1, 0]);
  const plot = rowSets.drawable(base, found);
  assert.deepEqual([...plot], [1, 1, 0, 1]);
  assert.deepEqual(rowSets.counts(base, filters, plot, "inheritance"), [1, 1]);
  assert.deepEqual(rowSets.absent(base, found, filters.pass), { x: 1, y: 0, logx: 0, logy: 0 });
});

test("a box, a lasso and a set select rows", () => {
  const chosen = (select, fields = {}) => [...rowSets.selected(base, state({ select, ...fields }))];
  assert.deepEqual(chosen("box*loeuf*0_0.2"), [0, 1, 0, 1]);
  assert.deepEqual(chosen(written.lasso("loeuf", "mis_z", [[0.3, -1], [0.4, -1], [0.4, 0], [0.3, 0]])), [1, 0, 0, 0]);
  assert.deepEqual(chosen("set", { genes: "B,ZZZ" }), [0, 1, 0, 0]);
  assert.equal(rowSets.selected(base, state()), null);
  assert.deepEqual(rowSets.places(Uint8Array.from([0, 1, 1])), [1, 2]);
});

test("rows of no known gene are left out where only a gene can go, and said", () => {
  assert.deepEqual(namedSymbols(base, base.rows, "known"), { symbols: ["A", "B", "C"], said: "1 row of no known gene is left out." });
  assert.match(namedSymbols(base, [base.rows[3]], "named").said, /today the symbol is another gene's/);
});

test("words say what is selected, what is not on the plot, and what is not known", () => {
  const found = state({ genes: "A,ZZZ", ring: "C" });
  const all = new Uint8Array(4).fill(1);
  const sets = { ring: 2, marked: [0], plot: rowSets.drawable(base, found), pass: all, selected: null };
  assert.match(wording.selected(base, base.rows, sets, found), /^Nothing is selected: the table has the 4 rows/);
  assert.deepEqual(wording.ring(base, found, sets), ["Not on the plot: gnomAD v4.1 has no LOEUF of it"]);
  assert.deepEqual(wording.notFound(base, found, sets), ["1 of the 2 genes named in the address have no row in gnomAD v4.1."]);
});

test("thresholds are the release's own for LOEUF, the axis's for the others", () => {
  assert.deepEqual(plotAxes.lines("loeuf", base), [[0.6, "LOEUF 0.6, gnomAD v4.1"]]);
  assert.deepEqual(plotAxes.lines("mis_z", base), [[3.09, "missense Z 3.09"]]);
});

test("distributions count the rows that are meant, and no others", () => {
  const found = state();
  const meant = Uint8Array.from([1, 1, 0, 0]);
  const line = steps(base, found, "x", [0, 1], meant, "grey");
  assert.equal(Math.max(...line.y), 1);
  assert.equal(line.y.at(0), 0);
  const map = densityMap(base, found, { x: [0, 1], y: [-1, 4] }, meant, { card: "white", accent: "blue" });
  assert.equal(map.z.flat().filter(Boolean).length, 2);
});

test("an axis of another release has its name, its threshold and its groups", () => {
  const against = { release: "v2.1.1", label: "gnomAD v2.1.1", build: "GRCh37", threshold: 0.35 };
  assert.equal(plotAxes.named.other_loeuf.title, "LOEUF");
  plotAxes.setAgainst(against);
  assert.equal(plotAxes.named.other_loeuf.title, "LOEUF, gnomAD v2.1.1");
  assert.deepEqual(plotAxes.lines("other_loeuf", { ...base, against }), [[0.35, "LOEUF 0.35, gnomAD v2.1.1"]]);
  assert.deepEqual(plotAxes.lines("loeuf", { ...base, against }), [[0.6, "LOEUF 0.6, gnomAD v4.1"]]);
  plotAxes.setAgainst(null);
  assert.equal(plotAxes.named.other_loeuf.title, "LOEUF, another release");
  assert.match(state({ x: "other_loeuf" }).notices[0], /has no LOEUF, another release here/);
  assert.match(state({ colour: "crossed" }).notices[0], /no choice for colour/);
});
