/* Print: a sheet that one would file. What a browser prints is changed right before it prints and
 * given back after: figures at the width of the page, tables with all their rows, a head and a foot
 * on each page. assets/print.css has the rest. */

import { GRID_MOST, printedRows } from "../grid/printed.mjs";
import { isDrawn } from "../plot/plotly.mjs";
import { current } from "./address.mjs";
import { DISCLAIMER, PRODUCT } from "./contract.mjs";
import { queryAll, queryOne } from "./dom.mjs";
import { subject } from "./provenance.mjs";
import { grouped } from "./text.mjs";

const WIDTH = 690; // pixels between the margins of A4, the narrower of the two papers
const OWN = "data-print-only";

/** @type {{graph: any, width: number | undefined, autosize: boolean | undefined}[]} */
let before = [];

/** @param {string} tag @param {string} words @param {string} [className] */
function element(tag, words, className) {
  const made = document.createElement(tag);
  made.textContent = words;
  if (className) made.className = className;
  return made;
}

/* A text inside quotes of CSS. */
const quotedCss = (/** @type {string} */ text) => `"${text.replace(/[\\"]/g, "\\$&").replace(/[\n\r<]+/g, " ")}"`;

function marginBoxes() {
  const today = new Date().toISOString().slice(0, 10);
  const genes = subject().filter(Boolean).join(", ");
  const about = `${genes || document.title} · ${today}`.slice(0, 160);
  const style = element(
    "style",
    `@page { @top-left { content: ${quotedCss(about)}; } @top-right { content: ${quotedCss(PRODUCT)}; }
       @bottom-left { content: ${quotedCss(`Cite: ${PRODUCT}, ${today}, with the sources named under each figure. ${DISCLAIMER}`)}; } }`
  );
  style.setAttribute(OWN, "");
  document.head.append(style);
}

function head() {
  const view = queryOne("main > :first-child");
  if (!view) return;
  const releases = queryAll("#constraint-switch [aria-pressed=true]").map((one) => (one.textContent || "").trim());
  const named = releases.length ? releases : current?.release ? [current.release] : [];
  const line = element("p", [window.location.href, `Printed ${new Date().toISOString().slice(0, 10)}`, ...named, DISCLAIMER].join(" · "), "print-head");
  line.setAttribute(OWN, "");
  view.prepend(line);
}

/* A grid draws the rows in sight only: a plain table stands in for it. */
function tables() {
  for (const frame of queryAll(".grid[data-grid]")) {
    const found = printedRows(frame.dataset.grid || "");
    if (!found || !found.rows.length) continue;
    const table = element("table", "", "print-table");
    table.append(element("caption", frame.dataset.label || ""));
    const top = element("tr", "");
    for (const name of found.columns) top.append(element("th", name));
    const thead = element("thead", "");
    thead.append(top);
    const body = element("tbody", "");
    for (const row of found.rows.slice(0, GRID_MOST)) {
      const line = element("tr", "");
      for (const words of row) line.append(element("td", words));
      body.append(line);
    }
    table.append(thead, body);
    const more = found.rows.length - GRID_MOST;
    const box = element("div", "", "print-rows");
    box.setAttribute(OWN, "");
    box.append(table);
    if (more > 0) box.append(element("p", `${grouped(more)} more rows: see the CSV.`));
    frame.after(box);
  }
}

function figures() {
  for (const graph of /** @type {any[]} */ (queryAll(".js-plotly-plot"))) {
    if (!isDrawn(graph) || !graph.checkVisibility()) continue;
    before.push({ graph, width: graph.layout.width, autosize: graph.layout.autosize });
    window.Plotly.relayout(graph, { width: WIDTH, autosize: false });
  }
}

window.addEventListener("beforeprint", () => {
  if (before.length || queryOne(`[${OWN}]`)) return;
  marginBoxes();
  head();
  tables();
  figures();
});

window.addEventListener("afterprint", () => {
  for (const own of queryAll(`[${OWN}]`)) own.remove();
  for (const { graph, width, autosize } of before) window.Plotly.relayout(graph, { width: width ?? null, autosize: autosize ?? true });
  before = [];
});
