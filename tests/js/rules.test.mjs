/* Rules that stand in both languages: texts, figures, cells, names, limits. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { emptyFields, missingLast, short, text, tooltip, worded } from "../../assets/grid/formats.mjs";
import { chosen, toggled } from "../../assets/page/chips.mjs";
import * as contract from "../../assets/page/contract.mjs";
import { joined, geneAndVariant, meaning, plain } from "../../assets/page/gene-text.mjs";
import { cellText, fileName, preamble } from "../../assets/page/provenance.mjs";
import { decimals, escaped, flat, grouped, probability, quoted } from "../../assets/page/text.mjs";

test("a missing figure is a dash, and never zero", () => {
  assert.equal(decimals(null, 2), contract.MISSING);
  assert.equal(decimals(undefined, 0), contract.MISSING);
  assert.equal(short(null), contract.MISSING);
  assert.equal(decimals(0, 2), "0.00");
});

test("figures have their decimals, thousands and a true minus sign", () => {
  assert.equal(decimals(0.354, 3), "0.354");
  assert.equal(decimals(-1234.5, 1), "\u22121,234.5");
  assert.equal(decimals(107976, 0), "107,976");
  assert.equal(grouped(19705), "19,705");
  assert.equal(grouped(999), "999");
});

test("a small figure is not shown as zero", () => {
  assert.equal(decimals(0.0004, 3), "<0.001");
  assert.equal(decimals(0.0005, 3), "0.001");
});

test("T74: a probability never reads 0 or 1", () => {
  assert.equal(probability(0), "<0.01");
  assert.equal(probability(1), ">0.99");
  assert.equal(probability(0.996), ">0.99");
  assert.equal(probability(0.24), "0.24");
  assert.equal(probability(null), contract.MISSING);
});

test("a cell that a spreadsheet would run is neutralised", () => {
  for (const start of "=+-@") assert.equal(cellText(`${start}1+1`), `'${start}1+1`);
  assert.equal(cellText("\t=1+1"), "'=1+1"); // a tab goes with other white space
  assert.equal(cellText("  =1+1"), "'=1+1");
  assert.equal(cellText("-0.3 log"), "'-0.3 log");
  assert.equal(cellText("a\r\n=b"), "a =b");
  assert.equal(cellText("STAT3"), "STAT3");
});

test("provenance stands before the rows, each line a comment", () => {
  const lines = preamble("constraint of STAT3", ["State: loaded", "Source:\n=evil"]).split("\r\n");
  assert.equal(lines[0], "# Gene Constraint Dashboard: constraint of STAT3");
  assert.equal(lines[2], "# Source: =evil");
  assert.match(lines[3], /^# Exported: \d{4}-\d\d-\d\d\. Research use, not for diagnosis\.$/);
  assert.equal(fileName("STAT3_a/b: c.csv"), "STAT3_a-b-c.csv");
});

test("what stands around a gene's name is left away, as on the server", () => {
  assert.equal(plain(" (stat3), "), "STAT3");
  assert.equal(plain("\u201cTTN\u201d"), "TTN");
  assert.equal(plain("HLA\u00a0A"), "HLA A");
  assert.equal(plain("-CT"), "-CT"); // an alias may begin with a dash
  assert.equal(plain("Mck2*"), "MCK2*");
  assert.equal(joined("brca-1"), "BRCA1");
});

test("Enter opens what the text means", () => {
  const hit = (how, matched) => ({ symbol: "TTN", name: "titin", how, matched });
  assert.equal(meaning("xyz", undefined), "xyz");
  assert.equal(meaning("titin", hit("name", "titin")), "TTN");
  assert.equal(meaning("MCK2", hit("alias", "MCK2")), "MCK2"); // the page says how it is read
  assert.equal(meaning("t t n", hit("symbol", "TTN")), "TTN");
  assert.equal(meaning("tt", hit("symbol", "TTN")), "TTN");
  assert.equal(meaning("2-Sep", hit("spreadsheet", "SEPT2")), "2-Sep");
});

test("a chip that is turned over leaves the others as they are", () => {
  const all = ["a", "b", "c"];
  assert.equal(toggled(all, null, "b"), "a,c");
  assert.equal(toggled(all, new Set(["a", "c"]), "b"), null); // all are on: no field
  assert.equal(toggled(["a"], null, "a"), "none");
  assert.equal(toggled(["a"], null, "a", "-"), "-");
});

test("chips that an address names wrongly are said, and all are shown", () => {
  const notices = [];
  assert.equal(chosen(undefined, ["a"], "class", notices), null);
  assert.deepEqual(chosen("none", ["a"], "class", notices), new Set());
  assert.deepEqual(notices, []);
  assert.deepEqual(chosen("a, x", ["a"], "class", notices), new Set(["a"]));
  assert.equal(chosen("x", ["a"], "class", notices), null);
  assert.deepEqual(notices, ["The address names no class “x”.", "The address names no class “x”; all are shown."]);
});

test("texts from outside are cut, flat and no markup", () => {
  assert.equal(quoted("x".repeat(41)), `“${"x".repeat(40)}…”`);
  assert.equal(flat(" a \n b\t"), "a b");
  assert.equal(escaped("<b>&"), "&lt;b&gt;&amp;");
  assert.equal(short("x".repeat(1000)).length, 401);
  assert.equal(tooltip({ value: "short" }), null);
  assert.equal(text(["a", null, 0]), "a; ; 0");
});

test("a cell has the words of its column, and no word of an object's own", () => {
  const column = { field: "flags", cellRendererParams: { words: { lcr: "low complexity" } } };
  assert.equal(worded("lcr; other", column), "low complexity; other");
  assert.equal(worded(["toString"], column), "toString");
});

test("rows without a figure come last, whichever way they are sorted", () => {
  const rows = [2, null, 0, 1];
  assert.deepEqual([...rows].sort((a, b) => missingLast(a, b, 0, 0, false)), [0, 1, 2, null]);
  assert.deepEqual([...rows].sort((a, b) => -missingLast(a, b, 0, 0, true)), [2, 1, 0, null]);
});

test("columns without any value are left out where the table says so", () => {
  const columns = [{ field: "a" }, { field: "b" }, { field: "c", hide: true }];
  const rows = [{ a: null, b: 0 }, { a: "", b: null }];
  assert.deepEqual(emptyFields({ dropEmpty: true }, columns, rows), ["a"]);
  assert.deepEqual(emptyFields({}, columns, rows), []);
  assert.deepEqual(emptyFields({ dropEmpty: true }, columns, []), []);
});

test("nothing changes the contract", () => {
  assert.throws(() => contract.FORMULA_STARTS.push("x"), TypeError);
  assert.equal(contract.MOST_COMPARED, 8);
  assert.equal(contract.UNDERPOWERED_BELOW, 10);
});

test("t68 a text of gene and variant is told apart, a gene alone is not", () => {
  assert.deepEqual(geneAndVariant("STAT3 R382W"), { gene: "STAT3", variant: "R382W" });
  assert.deepEqual(geneAndVariant("TP53:p.Arg175His"), { gene: "TP53", variant: "p.Arg175His" });
  assert.deepEqual(geneAndVariant("tp53, p.(Arg175His)"), { gene: "tp53", variant: "p.(Arg175His)" });
  assert.deepEqual(geneAndVariant("NM_139276.3(STAT3):c.1144C>T (p.Arg382Trp)"), {
    gene: "STAT3", variant: "c.1144C>T (p.Arg382Trp)",
  });
  assert.deepEqual(geneAndVariant("STAT3 rs113994135"), { gene: "STAT3", variant: "rs113994135" });
  for (const typed of ["STAT3", "BRCA 1", "HLA DRB1", "NKX2 5", "p.Arg382Trp R423Q", "titin", "R382W", "rs113994135"]) {
    assert.equal(geneAndVariant(typed), null, typed);
  }
});
