/* A table from plain rows to AG Grid, and what waits for it. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { page } from "./page.mjs";

const { window, document } = page(
  '<div id="t-frame" class="grid" data-grid="t" data-rows="2" data-label="Trials" data-noun="record"><p class="grid-count"></p><input id="t-find"></div>' +
    '<div id="u-frame" class="grid" data-grid="u"></div><div class="grid-cover" id="u"><a href="#">link</a></div>'
);
const grids = await import("../../assets/grid/grids.mjs");
const { countRows, countWords } = await import("../../assets/grid/frame.mjs");
const apis = {};
window.dash_ag_grid = { getApi: (id) => apis[id] || assert.fail("not built yet") };

/** A grid as AG Grid makes one. */
function made() {
  const listeners = {};
  return {
    destroyed: false,
    isDestroyed() { return this.destroyed; },
    addEventListener: (name, then) => { listeners[name] = then; },
    fire: (name) => listeners[name](),
  };
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

test("who waits for a grid has it built, and is told once it is there", async () => {
  const told = [];
  grids.onGrid("t", (api) => told.push(["own", api]));
  grids.onGrid(null, (api, id) => told.push([id, api]));
  let builds = 0;
  grids.enterStandIn("t", { build: () => { builds += 1; }, rows: true });
  assert.deepEqual(grids.standInsWithRows(), ["t"]);
  assert.equal(grids.gridOf("t"), null);
  const coming = Promise.all([grids.whenGrid("t"), grids.whenGrid("t")]);
  assert.equal(builds, 1);
  assert.equal(document.getElementById("t-frame").dataset.wanted, "true");
  apis.t = made();
  grids.meet("t");
  const [one, other] = await coming;
  assert.equal(one, apis.t);
  assert.equal(other, apis.t);
  assert.deepEqual(told, [["own", apis.t], ["t", apis.t]]);
  assert.equal(grids.idOf(apis.t), "t");
  assert.equal(await grids.whenGrid("t"), apis.t); // at once
});

test("a grid that is built again is another", async () => {
  const before = apis.t;
  const told = [];
  grids.onGrid("t", (api) => told.push(api));
  before.fire("gridPreDestroyed");
  before.destroyed = true;
  apis.t = made();
  assert.equal(grids.gridOf("t"), null);
  await pause(150);
  assert.deepEqual(told, [apis.t]);
  assert.equal(grids.gridOf("t"), apis.t);
});

test("a stand-in that is wanted becomes the grid as soon as it is there", () => {
  document.getElementById("u-frame").dataset.wanted = "true";
  let builds = 0;
  const leave = grids.enterStandIn("u", { build: () => { builds += 1; }, rows: false });
  assert.equal(builds, 1);
  assert.equal(grids.isStandIn("u"), false);
  leave();
});

test("whoever reads the plain rows with the keyboard keeps the place", () => {
  let builds = 0;
  delete document.getElementById("u-frame").dataset.wanted;
  grids.enterStandIn("u", { build: () => { builds += 1; }, rows: true });
  const link = document.querySelector("#u a");
  link.focus();
  grids.become("u");
  assert.equal(builds, 0);
  link.blur();
  assert.equal(builds, 1);
});

test("the count says how many of the rows are shown", () => {
  const words = () => document.querySelector("#t-frame .grid-count").textContent;
  countRows("t", 2);
  assert.equal(words(), "2 records");
  countRows("t", 1);
  assert.equal(words(), "showing 1 of 2 records");
});

test("out of a selection no filter counts", () => {
  const box = document.getElementById("t-frame");
  box.dataset.uncounted = "true";
  assert.equal(countWords(box, 2), "2 records");
  assert.equal(countWords(box, 1), "the records that pass the filters");
  assert.equal(countWords(box, 0), "no record passes the filters");
});
