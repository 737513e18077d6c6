/* Heads on the lollipop, and which records filters leave. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { axisOf, copyOf, scale, words } from "../../assets/compare/axis.mjs";
import { chosenCopies } from "../../assets/compare/copies.mjs";
import { readLollipopView } from "../../assets/compare/lollipop-address.mjs";
import { filterKey, passing } from "../../assets/gene/variant-filters.mjs";
import { fromLink, toLink } from "../../assets/gene/own-link.mjs";
import { rangeProblem, readVariantView } from "../../assets/gene/variants-address.mjs";
import { hangingHeads, labelColours, withOwn } from "../../assets/lollipop/own.mjs";
import { recordsOf, stackedHeads } from "../../assets/lollipop/stacks.mjs";

const KNOWN = { classes: ["pathogenic", "benign"], consequences: ["missense"] };
const base = { length: 100, byId: new Map([["a", {}]]) };
const ROWS = [
  { id: "a", class: "pathogenic", consequence: "missense", position: 10 },
  { id: "b", class: "benign", consequence: "missense", position: 50, end: 60 },
  { id: "stop", class: "benign", consequence: "stop lost", position: 101 },
];
const none = { classes: null, consequences: null, residues: null };

test("without a filter all records are shown", () => {
  assert.equal(passing(ROWS, 100, none), null);
  assert.deepEqual(passing(ROWS, 100, { ...none, classes: new Set() }), new Set());
});

test("a record that reaches into the range is in it, the stop codon goes with the last residue", () => {
  assert.deepEqual(passing(ROWS, 100, { ...none, residues: [55, 70] }), new Set(["b"]));
  assert.deepEqual(passing(ROWS, 100, { ...none, residues: [90, 100] }), new Set(["stop"]));
  assert.deepEqual(passing(ROWS, 100, { ...none, residues: [90, 99] }), new Set());
});

test("a key is another where the filters are", () => {
  assert.notEqual(filterKey(none), filterKey({ ...none, classes: new Set() }));
  assert.equal(filterKey({ ...none, residues: [1, 2] }), filterKey({ ...none, residues: [1, 2] }));
});

test("what is malformed in the address falls back field by field", () => {
  const found = readVariantView({ class: "benign,x", residues: "200-300", variant: "gone", find: "R382W" }, base, KNOWN);
  assert.deepEqual(found.classes, new Set(["benign"]));
  assert.equal(found.consequences, null);
  assert.equal(found.residues, null);
  assert.equal(found.variant, null);
  assert.equal(found.find, "R382W");
  assert.deepEqual(found.notices, [
    "The address names no class “x”.",
    "“200-300” is no range of residues (the axis ends at 100); all are shown.",
    "“gone” is none of the records on this plot; none is selected.",
  ]);
  assert.deepEqual(readVariantView({ residues: "60-40" }, base, KNOWN).residues, [40, 60]);
  assert.deepEqual(readVariantView({ residues: "90-900" }, base, KNOWN).residues, [90, 100]);
  assert.equal(readVariantView({ variant: "a" }, base, KNOWN).variant, "a");
});

test("a range that is turned round or ends beyond the protein is not shown without a word", () => {
  const said = (residues) => readVariantView({ residues }, base, KNOWN).notices;
  assert.deepEqual(said("60-40"), ["Residues “60-40” are read as 40 to 60."]);
  assert.deepEqual(said("90-900"), ["There is no residue 900: the protein ends at residue 100."]);
  assert.deepEqual(said("40-60"), []);
});

test("what is typed as a range is refused in a sentence where it is none", () => {
  assert.equal(rangeProblem("1", "770674", 770), "There is no residue 770674: the protein ends at residue 770.");
  assert.match(rangeProblem("700", "600", 770), /type the lower number first/);
  assert.match(rangeProblem("0", "", 770), /whole number from 1 to 770/);
  assert.match(rangeProblem("12a", "", 770), /is no residue/);
  for (const [from, to] of [["", ""], ["600", "700"], ["700", ""], ["", "5"], ["770", "770"]]) {
    assert.equal(rangeProblem(from, to, 770), null);
  }
});

const MINE = [
  { id: "mine:1", protein_change: "p.Arg5Trp", position: 5, label: "cases" },
  { id: "mine:2", protein_change: "p.Arg5Gln", position: 5, label: "<b>controls" },
  { id: "mine:3", protein_change: "p.Gly9Ser", position: 9, label: "cases" },
];

test("own variants hang below the protein, one colour a label, and a filter leaves the colours", () => {
  const colours = labelColours(MINE);
  assert.deepEqual([...colours.keys()], ["cases", "<b>controls"]);
  const { heads, deepest } = hangingHeads(MINE, colours);
  assert.deepEqual(heads.map(({ y }) => y), [[1, 1], [2]]);
  assert.equal(deepest, 2);
  const many = Array.from({ length: 12 }, (_, i) => ({ ...MINE[0], label: `label ${i}` }));
  assert.equal(new Set(labelColours(many).values()).size, 8);
});

test("a figure has the row of own variants as an axis of its own, and no markup of a label", () => {
  const layout = {
    height: 400, margin: { t: 20, b: 40 }, xaxis: { range: [0, 10], anchor: "y2" },
    yaxis: { domain: [0.3, 1] }, yaxis2: { domain: [0, 0.2] },
  };
  const got = withOwn([{ uid: "stems" }], layout, { rows: MINE, shown: new Set(["mine:1", "mine:2"]) });
  assert.equal(got.layout.xaxis.anchor, "y3");
  assert.ok(got.layout.yaxis3.domain[1] < got.layout.yaxis2.domain[0]);
  assert.ok(Math.abs(got.layout.yaxis.domain[1] - 1) < 1e-9);
  assert.ok(got.layout.height > 400);
  const own = got.data.filter(({ ids }) => ids);
  assert.deepEqual(own.map(({ ids }) => ids), [["mine:1"], ["mine:2"]]);
  assert.equal(own[1].name, "My variants: &lt;b&gt;controls");
  assert.ok(!own[1].text[0].includes("<b>controls"));
  assert.deepEqual(withOwn([], layout, null), { data: [], layout });
  assert.deepEqual(withOwn([], layout, { rows: [], shown: null }), { data: [], layout });
});

test("variants behind the # of a link come back as they were, and a damaged link gives none", async () => {
  const text = "Gene\tProtein change\tLabel\nSTAT3\tp.Arg382Trp\tcase é 1\n".repeat(40);
  const link = await toLink(text);
  assert.match(link, /^[\w-]+$/);
  assert.ok(link.length < text.length / 4);
  assert.equal(await fromLink(link), text);
  assert.equal(await fromLink(link.slice(0, -6)), null);
  assert.equal(await fromLink("z%%%"), null);
  const bomb = await toLink("a".repeat(5_000_000));
  assert.equal(await fromLink(bomb), null);
});

const bdata = (...numbers) => Buffer.from(Int32Array.from(numbers).buffer).toString("base64");
const figure = {
  data: [
    { uid: "stems" },
    { ids: ["b1", "b2"], x: { dtype: "i4", bdata: bdata(3, 5) } },
    { ids: ["p1", "p2"], x: { dtype: "i4", bdata: bdata(3, 3) } },
  ],
};

test("heads are stacked from the least severe class to the most severe", () => {
  const records = recordsOf(figure);
  assert.equal(records.count, 4);
  const { heads, tops, tallest, stems } = stackedHeads(records, null);
  assert.deepEqual([...heads[0].y], [1, 1]);
  assert.deepEqual([...heads[1].y], [2, 3]);
  assert.deepEqual([tops[3], tops[5], tallest], [3, 1, 3]);
  assert.deepEqual(stems, { x: [3, 3, 3, 5, 5, 5], y: [0, 3, 0, 0, 1, 0] });
});

test("what a filter leaves is stacked anew", () => {
  const { heads, tallest } = stackedHeads(recordsOf(figure), new Set(["p2", "b2"]));
  assert.deepEqual(heads.map(({ ids }) => ids), [["b2"], ["p2"]]);
  assert.equal(tallest, 1);
  assert.equal(stackedHeads(recordsOf({ data: [] }), null).tallest, 0);
});

const SH2 = { accession: "PF00017", name: "SH2", copies: { A: [[20, 60]], B: [[10, 40], [200, 240]] } };
const genes = [{ symbol: "A", length: 100 }, { symbol: "B", length: 300 }, { symbol: "C", length: 50 }];
const aligned = { axis: "domain", domain: SH2, copies: new Map([["B", 2]]), genes };

test("proteins are aligned on the copy of the domain that is chosen", () => {
  assert.equal(copyOf(genes[0], aligned).start, 20);
  assert.equal(copyOf(genes[1], aligned).start, 200);
  assert.equal(copyOf(genes[1], { ...aligned, copies: new Map([["B", 9]]) }).index, 0);
  assert.equal(copyOf(genes[2], aligned), null);
  assert.deepEqual(scale(genes[0], aligned), { zero: 20, unit: 1, own: false });
  assert.match(words(genes[2], aligned), /no SH2 here: not aligned/);
});

test("an axis counts in residues of its own protein, and has no residue 0", () => {
  const residues = axisOf(genes[0], { axis: "residue", copies: new Map(), genes }, [-10, 100]);
  assert.equal(residues.tickvals.includes(0), false);
  const percent = axisOf(genes[1], { axis: "percent", copies: new Map(), genes }, [0, 100]);
  assert.deepEqual(percent.range, [0, 300]);
  assert.equal(percent.ticktext.at(-1), "100 %");
});

test("the address of the lollipops names an axis, copies and filters", () => {
  const known = { shared: [SH2], ...KNOWN };
  const found = readLollipopView({ axis: "PF00017", copy: "B:2,A:1", class: "none" }, known);
  assert.deepEqual([found.axis, found.domain, found.classes], ["domain", SH2, new Set()]);
  assert.deepEqual(found.copies, new Map([["B", 2], ["A", 1]]));
  const lost = readLollipopView({ axis: "PF99999" }, known);
  assert.equal(lost.axis, "residue");
  assert.deepEqual(lost.notices, ["No two of these proteins share a domain “PF99999”: residues are shown."]);
  assert.deepEqual(chosenCopies("HLA:A:2"), new Map([["HLA:A", 2]]));
});
