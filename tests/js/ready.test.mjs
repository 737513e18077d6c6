/* html[data-ready]: true when every panel is settled for the address and painted. */
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { frames, page } from "./page.mjs";

const { document } = page(`<div id="view"></div>`);
const address = await import("../../assets/page/address.mjs");
const { panelToken, unsettle, wantedBy } = await import("../../assets/page/ready.mjs");
const ready = () => document.documentElement.dataset.ready;
const view = document.getElementById("view");
let told = 0;
document.addEventListener("gcd:ready", () => { told += 1; });

const gene = (state, attributes = "", inside = "") =>
  `<div id="gene-view" class="gene-view" data-for="STAT3">
    <section class="panel" data-for="STAT3" data-state="${state}" ${attributes}>${inside}</section></div>`;

beforeEach(async () => {
  view.innerHTML = "";
  address.setOpening(null);
  address.setCurrent({ view: "gene", gene: "STAT3", release: null, fields: {} });
  unsettle();
  told = 0;
  await frames();
});

test("a page without its panels is not ready", () => {
  assert.equal(ready(), "false");
});

test("it is ready once no panel waits, and says so once", async () => {
  view.innerHTML = gene("pending");
  await frames();
  assert.equal(ready(), "false");
  view.querySelector(".panel").dataset.state = "unavailable"; // a failure is an answer too
  await frames(5);
  assert.equal(ready(), "true");
  assert.equal(told, 1);
});

test("a panel of the gene before does not count", async () => {
  view.innerHTML = gene("loaded").replace('data-for="STAT3" data-state', 'data-for="TP53" data-state');
  await frames(5);
  assert.equal(ready(), "false");
});

test("a view whose files are on their way is not ready", async () => {
  address.setOpening({ view: "list", gene: null });
  view.innerHTML = gene("loaded");
  await frames(5);
  assert.equal(ready(), "false");
});

test("a figure is to be drawn for this gene", async () => {
  view.innerHTML = gene("loaded", "", '<div class="dash-graph"><div class="js-plotly-plot"></div></div>');
  await frames(5);
  assert.equal(ready(), "false");
  const graph = view.querySelector(".js-plotly-plot");
  Object.assign(graph, { _fullLayout: {}, layout: { meta: { for: "STAT3" } } });
  graph.classList.add("drawn");
  await frames(5);
  assert.equal(ready(), "true");
});

test("a hidden panel is not waited for, plain rows of a table are enough", async () => {
  view.innerHTML = gene("loaded", "", '<div class="grid" data-rows="3"></div>');
  await frames(5);
  assert.equal(ready(), "false");
  view.querySelector(".grid").innerHTML = '<div class="grid-preview"></div>';
  await frames(5);
  assert.equal(ready(), "true");
});

test("what a panel is for depends on the fields that it reads", () => {
  address.setCurrent({ view: "gene", gene: "STAT3", release: "v2.1", fields: { source_set: "clinvar" } });
  const panel = (dataset) => ({ dataset });
  assert.equal(panelToken(panel({})), "STAT3");
  assert.equal(panelToken(panel({ byRelease: "true" })), "STAT3|v2.1");
  assert.equal(panelToken(panel({ bySet: "true" })), "STAT3|clinvar");
});

test("a part of another view is for the fields that it names", async () => {
  address.setCurrent({ view: "compare", gene: null, release: null, fields: { genes: "A,B" } });
  assert.equal(wantedBy({ dataset: { settles: "genes release" } }), "A,B|");
  view.innerHTML = '<div data-view="compare"><p data-settles="genes release" data-for="A|" data-state="loaded"></p></div>';
  await frames(5);
  assert.equal(ready(), "false");
  view.querySelector("p").dataset.for = "A,B|";
  await frames(5);
  assert.equal(ready(), "true");
});
