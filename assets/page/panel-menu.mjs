/* What a panel's menu does: pictures with their provenance, the link to the view. */

import { sizeOf } from "../plot/plotly.mjs";
import { prefix } from "./address.mjs";
import { DISCLAIMER, SELECTED_SET } from "./contract.mjs";
import { closestTo, queryAll, queryOne } from "./dom.mjs";
import { copyLink } from "./link.mjs";
import { subject } from "./provenance.mjs";
import { toast } from "./share.mjs";

const FOOT_LETTERS = 205; // of the sources, in a line of a picture
const FOOT_LINE_PX = 13;
const PICTURE = { svg: { width: 1100, scale: 1 }, png: { width: 1100, scale: 2 } };

const sourceWords = (panel) => queryAll(".source", panel).map((line) => line.textContent);

/* Words in lines that fit across a picture. */
function wrapped(words) {
  const lines = [""];
  for (const word of words.split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length > FOOT_LETTERS) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

function copied(graph) {
  const height = sizeOf(graph).height || 300;
  return { data: graph.data, layout: { ...JSON.parse(JSON.stringify(graph.layout)), height } };
}

/* A picture leaves the page, so its title, source and date go with it. */
async function save(panel, graph, kind) {
  const meta = graph.layout.meta || {};
  const genes = meta.title ? [meta.title] : subject();
  const title = queryOne("h2", panel).textContent;
  const source = sourceWords(panel).join("; ");
  // A figure that is drawn otherwise on the page than in a picture says how.
  const { data, layout } = graph.picture ? graph.picture(PICTURE[kind].width) : copied(graph);
  // What stands beside the figure on the page stands in the picture itself.
  for (const [name, change] of Object.entries(meta.picture || {})) {
    if (Array.isArray(change)) layout[name] = change;
    else Object.assign(layout[name], change);
  }
  const foot = wrapped(`${source}. Saved ${new Date().toISOString().slice(0, 10)}. ${DISCLAIMER}`);
  const height = layout.height + 90 + FOOT_LINE_PX * (foot.length - 1);
  layout.title = { text: `<b>${genes.join(", ")}</b> · ${title}`, x: 0.01, font: { size: 16 } };
  layout.margin = Object.assign({}, layout.margin, {
    t: ((layout.margin || {}).t || 0) + 44,
    b: ((layout.margin || {}).b || 0) + 36 + FOOT_LINE_PX * (foot.length - 1),
  });
  layout.paper_bgcolor = "#ffffff";
  layout.annotations = (layout.annotations || []).concat({
    text: foot.map((line) => line.replaceAll("<", "&lt;")).join("<br>"), align: "left",
    xref: "paper", yref: "paper", x: 0, y: 0, yshift: -layout.margin.b + 6,
    xanchor: "left", yanchor: "bottom", showarrow: false, font: { size: 10 },
  });
  await window.Plotly.downloadImage(
    { data, layout, config: { showSendToCloud: false } },
    Object.assign({ format: kind, height, filename: `${genes.join("-")}_${panel.id.replace("panel-", "")}` }, PICTURE[kind])
  );
}

/* One after the other: a browser drops downloads that come all at once. */
async function saveAll(panel, graphs, kind) {
  for (const graph of graphs) await save(panel, graph, kind);
}

/* The CSV of what is on screen: the JSON's own, for this gene and the panel's release. */
function exportAddress(panel, resource) {
  const [gene] = subject();
  const release = resource === "constraint" && panel.dataset.release;
  const shown = queryOne("[data-set]", panel);
  const set = (shown && shown.dataset.set) || "";
  const own = { variants: set && `&source_set=${set}`, features: set === SELECTED_SET ? "&numbering=mane" : "" };
  const query = "?format=csv" + (release ? `&release=${encodeURIComponent(release)}` : "") + (own[resource] || "");
  return `${prefix()}api/v1/genes/${encodeURIComponent(gene)}/${resource}${query}`;
}

document.addEventListener(
  "click",
  (event) => {
    const menu = closestTo(event, ".panel-menu");
    const panel = menu && menu.closest(".panel");
    for (const link of menu ? queryAll("[data-export]", menu) : []) {
      link.setAttribute("href", exportAddress(panel, link.dataset.export));
    }
  },
  true // before the browser follows the link
);

document.addEventListener("click", (event) => {
  const item = closestTo(event, ".panel-menu .dropdown-item");
  if (!item) return;
  if (item.dataset.copyLink) copyLink(item.dataset.copyLink);
  if (item.dataset.picture) {
    const found = queryAll(`#${item.dataset.graph} .js-plotly-plot`);
    const graphs = found.filter((graph) => graph.offsetParent);
    const panel = item.closest(".panel");
    if (!graphs.length || queryOne(".panel-body", panel).hidden) return toast("There is no figure to save.");
    saveAll(panel, graphs, item.dataset.picture).catch((error) => toast(`The picture failed: ${error.message}`));
  }
});
