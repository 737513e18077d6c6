/* The figures on the page, each with what stands around it there. */

import { current } from "../page/address.mjs";
import { IDS } from "../page/contract.mjs";
import { queryAll, queryOne } from "../page/dom.mjs";
import { subject } from "../page/provenance.mjs";
import { flat } from "../page/text.mjs";
import { isDrawn, sizeOf } from "../plot/plotly.mjs";
import { stacked } from "./restyle.mjs";

const WIDTH = 1100; // of a figure that is drawn otherwise in a picture than on the page

/* A figure as it stands by itself: what is beside it on the page comes into it. */
async function alone(graph) {
  const meta = graph.layout.meta || {};
  const found = graph.picture
    ? await graph.picture(WIDTH)
    : { data: graph.data, layout: JSON.parse(JSON.stringify(graph.layout)) };
  const layout = { ...found.layout, height: sizeOf(graph).height };
  for (const [name, change] of Object.entries(meta.picture || {})) {
    layout[name] = Array.isArray(change) ? change : { ...layout[name], ...change };
  }
  return { figure: { data: found.data, layout }, title: meta.title || "" };
}

const words = (nodes) => [...new Set(nodes.map((node) => flat(node.textContent || "")).filter(Boolean))];

/** What a panel says of itself: title, genes, source lines, and the cautions that stand on screen. */
export function aboutPanel(panel) {
  const notes = queryAll(".caution, .flag, .at-least, .release-notice", panel).filter((one) => one.checkVisibility());
  return {
    name: panel.id.replace("panel-", ""),
    title: flat(queryOne("h2", panel)?.textContent || ""),
    genes: subject().filter(Boolean),
    sources: words(queryAll(".source", panel)),
    cautions: words(notes),
  };
}

/** The figure of a panel; several plots of one kind are one figure. Null: it has none now. */
export async function panelFigure(panel) {
  /** @type {any[]} */
  const drawn = queryAll(".js-plotly-plot", panel);
  const graphs = drawn.filter((one) => isDrawn(one) && one.checkVisibility() && one.data.length);
  if (!graphs.length) return null;
  const parts = [];
  for (const graph of graphs) parts.push(await alone(graph));
  return parts.length === 1 ? parts[0].figure : stacked(parts);
}

/** The panels of the page that have a figure. */
export const panelsWithFigures = () =>
  queryAll("#view .panel").filter((panel) => queryOne(".js-plotly-plot", panel)?.checkVisibility());

/** What a view of several genes is about. */
export function subjectWords() {
  const genes = subject().filter(Boolean);
  if (genes.length) return genes.join(", ");
  const set = current?.fields.genes?.split(",") || [];
  const named = set.length > 6 ? `${set.slice(0, 6).join(", ")} and ${set.length - 6} more` : set.join(", ");
  return named || queryOne(`#${IDS.view} h1`)?.textContent || "";
}
