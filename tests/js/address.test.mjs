/* The address: what it says, how it changes, how a view opens. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { NO_UPDATE, frames, page } from "./page.mjs";

const html = `<a data-nav="compare"></a><div id="toast"></div>
  <script type="application/json" id="view-files">{"list": ["/x/list.css"], "explore": ["/x/explore.js"]}</script>
  <a id="in" href="/constraint/gene/TTN"></a><a id="out" target="_blank" href="/constraint/gene/JAK1"></a>
  <button data-field="release" data-value="v4.1"></button>`;
const { window, document, props } = page(html, "http://dashboard.test/constraint/?release=v2.1", "/constraint/");
window.localStorage.setItem("gcd-last-gene", "HLA-A/B");
const address = await import("../../assets/page/address.mjs");
await import("../../assets/page/routing.mjs");
const genes = await import("../../assets/page/gene-set.mjs");
const { load, loadView } = await import("../../assets/page/loading.mjs");
const { read_address: readAddress } = window.dash_clientside.gcd;
const last = () => props.at(-1);

/** The tag of a file that was asked for. */
const tagOf = (file) => [...document.head.children].filter((tag) => (tag.src || tag.href || "").endsWith(file)).at(-1);

test("the first address is that of the last gene", () => {
  assert.equal(window.location.pathname, "/constraint/gene/HLA-A%2FB");
  assert.equal(window.location.search, "?release=v2.1");
});

test("a path is a view and a gene", () => {
  assert.deepEqual(address.route("/constraint/gene/HLA-A%2FB"), { view: "gene", gene: "HLA-A/B" });
  assert.deepEqual(address.route("/constraint/gene/100%"), { view: "gene", gene: "100%" });
  assert.deepEqual(address.route("/constraint/explore"), { view: "explore", gene: null });
  assert.deepEqual(address.route("/constraint/"), { view: "gene", gene: null });
});

test("fields are set and cleared, the others stay", () => {
  assert.equal(address.changed("?a=1&b=2", { a: null, c: "x y" }), "?b=2&c=x+y");
  assert.equal(address.changed("?a=1", { a: "" }), "");
});

test("a change goes to Dash, none where it is the same", () => {
  const before = props.length;
  address.setFields({ release: "v2.1" });
  assert.equal(props.length, before);
  address.setFields({ release: "v4.1", find: "R382W" });
  assert.deepEqual(last(), ["address", { search: "?release=v4.1&find=R382W" }]);
  address.setFields({ variant: "7" }); // before Dash has written the first
  assert.deepEqual(last(), ["address", { search: "?release=v4.1&find=R382W&variant=7" }]);
  window.dispatchEvent(new window.PopStateEvent("popstate")); // another address
  document.querySelector("[data-field]").dispatchEvent(new window.MouseEvent("click", { bubbles: true }));
  assert.deepEqual(last(), ["address", { search: "?release=v4.1" }]);
});

test("the preferred release goes along, unless another is named", () => {
  address.openView("compare", { genes: "STAT3", set: null });
  assert.deepEqual(last()[1], { pathname: "/constraint/compare", search: "?genes=STAT3&release=v2.1", hash: "" });
  address.openView("compare", { release: "v4.1" });
  assert.equal(last()[1].search, "?release=v4.1");
  address.openGene("HLA-A/B");
  assert.equal(last()[1].pathname, "/constraint/gene/HLA-A%2FB");
});

test("a link into the dashboard loads nothing anew, one out of it is the browser's", () => {
  const click = (id) => {
    const event = new window.MouseEvent("click", { bubbles: true, cancelable: true });
    document.getElementById(id).dispatchEvent(event);
    return event.defaultPrevented;
  };
  assert.equal(click("in"), true);
  assert.deepEqual(last()[1], { pathname: "/constraint/gene/TTN", search: "?release=v2.1", hash: "" });
  const before = props.length;
  assert.equal(click("out"), false);
  assert.equal(props.length, before);
});

test("stores change only where their own part of the address did", () => {
  const known = [null, null, null, null, null];
  const first = readAddress("/constraint/gene/STAT3", "?release=v4.1", ...known);
  assert.deepEqual(first.slice(0, 3), ["gene", "STAT3", "v4.1"]);
  assert.deepEqual(first.slice(3), [NO_UPDATE, NO_UPDATE]);
  assert.equal(address.current.release, "v4.1");
  const again = readAddress("/constraint/gene/STAT3", "?release=v4.1", "gene", "STAT3", "v4.1", null, null);
  assert.deepEqual(again, Array(5).fill(NO_UPDATE));
  assert.match(document.title, /^STAT3 · /);
});

test("the views of several genes have their fields in one store", () => {
  const found = readAddress("/constraint/compare", "?genes=A,B", null, null, null, null, null);
  assert.deepEqual(found, ["compare", NO_UPDATE, NO_UPDATE, NO_UPDATE, { genes: "A,B", view: "compare" }]);
  assert.equal(document.querySelector("[data-nav]").getAttribute("aria-current"), "page");
});

test("the last of two views that are opened wins", async () => {
  const known = [null, null, null, null, null];
  const first = readAddress("/constraint/explore", "", ...known);
  const second = readAddress("/constraint/list", "", ...known);
  assert.equal(address.opening.view, "list");
  tagOf("list.css").onload();
  assert.equal((await second)[0], "list");
  tagOf("explore.js").onload();
  assert.deepEqual(await first, Array(5).fill(NO_UPDATE));
  assert.equal(address.current.view, "list");
  assert.equal(loadView("list"), null); // there is nothing to wait for any more
});

test("a file that does not come is told, and fetched again", async () => {
  const first = load("/x/lost.js");
  assert.equal(load("/x/lost.js"), first);
  tagOf("lost.js").onerror();
  await assert.rejects(first, /A part of the page did not load: \/x\/lost\.js\./);
  const second = load("/x/lost.js");
  assert.notEqual(second, first);
  tagOf("lost.js").onload();
  await second;
});

test("a short set of genes stands in the address, a long one in the window", async () => {
  assert.deepEqual(genes.setFieldsOf(["A", "B"]), { genes: "A,B", set: null });
  const many = Array.from({ length: 900 }, (_, i) => `GENE${i}`);
  const fields = genes.setFieldsOf(many);
  assert.equal(fields.genes, null);
  assert.deepEqual(genes.symbolsOf(fields), many);
  assert.equal(genes.symbolsOf({ set: "lost" }), null);
  assert.deepEqual(genes.symbolsOf({}), []);
  await frames(1);
});
