/* The list: what is given, what this window keeps of it, rows of its tables. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { page } from "./page.mjs";

const { window, document, props } = page(
  `<div id="list-input"><textarea id="list-text"></textarea><input type="file" id="list-file">
     <button data-list-action="read"></button><button data-list-action="example" data-symbols="STAT3,TP53"></button>
     <button data-list-action="take-rows"></button><button data-list-action="clear"></button></div>
   <select id="list-column"><option value=""></option><option value="2"></option></select>`,
  "http://dashboard.test/list?genes=A"
);
await import("../../assets/list/given.mjs");
const { keepList, keptFor } = await import("../../assets/list/kept.mjs");
const { asideRows, byRow, lineRow, rankedRow } = await import("../../assets/list/rows.mjs");
const act = (name) => document.querySelector(`[data-list-action="${name}"]`).dispatchEvent(new window.MouseEvent("click", { bubbles: true }));
const change = (id, value) => {
  document.getElementById(id).value = value;
  document.getElementById(id).dispatchEvent(new window.Event("change", { bubbles: true }));
};
const set = (id) => props.filter(([name]) => name === id).map(([, given]) => given);

beforeEach(() => { props.length = 0; });

test("rows cannot be chosen before something was given", () => {
  act("take-rows");
  assert.deepEqual(set("list-message"), [{ tree: "Give the file again to choose rows of it." }]);
});

test("an empty box says what to do, and asks nobody", () => {
  act("read");
  assert.match(set("list-message")[0].tree, /Paste symbols, choose a file or load the example/);
  assert.deepEqual(set("list-given"), []);
});

test("what was given last is read again for another column", () => {
  document.getElementById("list-text").value = "STAT3\tx\n";
  act("read");
  assert.equal(set("list-given")[0].data.text, "STAT3\tx\n");
  assert.equal(set("list-given")[0].data.column, null);
  change("list-column", "2");
  assert.deepEqual([set("list-given")[1].data.text, set("list-given")[1].data.column], ["STAT3\tx\n", 2]);
  change("list-column", "");
  assert.equal(set("list-given").length, 2);
});

test("the example is given under its name", () => {
  act("example");
  assert.deepEqual([set("list-given")[0].data.name, set("list-given")[0].data.text], ["the example", "STAT3\nTP53"]);
});

test("a file that is too large is refused before it is sent", () => {
  const file = { name: "big.csv", size: 10_000_001 };
  const box = document.getElementById("list-file");
  Object.defineProperty(box, "files", { value: [file], configurable: true });
  box.dispatchEvent(new window.Event("change", { bubbles: true }));
  assert.match(set("list-message")[0].tree, /The file has 10 MB, which is too large.*up to 10 MB, with up to 30,000 symbols and 200,000 lines/);
  assert.deepEqual(set("list-given"), []);
});

test("the last list is kept for its own symbols only", () => {
  const read = { symbols: ["A", "B"], lines: [1, 3], name: "a.csv", notes: [], aside: [] };
  keepList(read);
  assert.deepEqual(keptFor(["A", "B"]), read);
  assert.equal(keptFor(["A"]), null);
  keepList(null);
  assert.equal(keptFor(["A", "B"]), null);
});

test("clearing leaves neither a list nor its fields", () => {
  keepList({ symbols: ["A"], lines: null, name: null, notes: [], aside: [] });
  act("clear");
  assert.equal(keptFor(["A"]), null);
  assert.deepEqual(set("address"), [{ search: "" }]);
});

test("columns become rows, and unknown is neither yes nor no", () => {
  const [row] = byRow({ symbol: ["A"], below_threshold: [null], underpowered: [true], is_mane_select: [false], clingen: [null], clingen_coverage: ["partial"] }).map(rankedRow);
  assert.deepEqual([row.below_words, row.underpowered_words, row.mane_words], [null, "yes", "no"]);
  assert.equal(row.clingen_words, "some curations only");
  assert.equal(rankedRow({ clingen: "" }).clingen_words, "none");
  assert.equal(rankedRow({ clingen: null, clingen_coverage: "none" }).clingen_words, "not covered");
});

test("a line that holds no symbol stands in the report too", () => {
  assert.deepEqual(lineRow({ in_release: true }, 4), { in_release: true, place: "4", release_words: "yes" });
  assert.deepEqual(asideRows({ aside: [{ line: 2, input: "Gene", why: "a heading" }] }), [
    { line: 2, input: "Gene", outcome: "set aside", note: "a heading", place: "aside 0" },
  ]);
});
