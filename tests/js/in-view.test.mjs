/* Which plots have been in view, and that the server is told of each once. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { page } from "./page.mjs";

const { document, props } = page(
  '<section id="panel-lollipops" data-for="STAT3|JAK1|TP53"></section>' +
    [0, 1, 2].map((place) => `<div id="plot-${place}"></div>`).join("")
);
const places = [0, 1, 2].map((place) => document.getElementById(`plot-${place}`));
let changed = () => {};
const watched = [];
globalThis.IntersectionObserver = class {
  constructor(then) {
    changed = (place, isIntersecting) => then([{ target: places[place], isIntersecting }]);
  }
  observe(place) {
    watched.push(place.id);
  }
  disconnect() {
    watched.length = 0;
  }
};
const { setInterval: repeat } = globalThis;
globalThis.setInterval = (then, ms) => repeat(then, ms).unref(); // a test ends before a page does
const { plotsInView } = await import("../../assets/compare/in-view.mjs");

const panel = document.getElementById("panel-lollipops");
let symbols = null;
const inView = plotsInView(() => panel, () => symbols);
const settled = () => new Promise((done) => setTimeout(done, 250));
const asked = () => props.map(([id, { data }]) => [id, data.why, data.for, data.seen]);

test("nothing is asked while the plots have no heights", async () => {
  inView.watch([...places, null]);
  assert.deepEqual(watched, ["plot-0", "plot-1", "plot-2"]);
  changed(0, true);
  await settled();
  assert.deepEqual(asked(), []);
});

test("a gene that came into view is asked about, once", async () => {
  symbols = ["STAT3", "JAK1", "TP53"];
  inView.note();
  await settled();
  inView.note();
  await settled();
  assert.deepEqual(asked(), [["lollipops-ask", "view", "STAT3|JAK1|TP53", ["STAT3"]]]);
});

test("whom somebody has scrolled past stays among those seen", async () => {
  changed(0, false);
  changed(2, true);
  await settled();
  assert.deepEqual(asked().at(-1)[3], ["STAT3", "TP53"]);
  assert.equal(panel.dataset.seen, "STAT3 TP53");
});

test("whoever prints sees all", async () => {
  inView.seeAll();
  await settled();
  assert.deepEqual(asked().at(-1)[3], ["STAT3", "JAK1", "TP53"]);
});

test("another set of genes begins with those of it that were seen", async () => {
  symbols = ["BRCA1", "JAK1"];
  panel.dataset.for = "BRCA1|JAK1";
  changed(2, false);
  inView.note();
  await settled();
  assert.deepEqual(asked().at(-1).slice(2), ["BRCA1|JAK1", ["JAK1"]]);
  inView.forget();
  assert.deepEqual(watched, []);
});
