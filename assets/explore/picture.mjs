/* The plot as a file: pixels, or vectors in which the points are pixels, as on the page. A
 * picture leaves the page, so its release, source and selection go with it. */

import { DISCLAIMER, IDS } from "../page/contract.mjs";
import { elementById, queryAll } from "../page/dom.mjs";
import { figureById } from "../plot/plotly.mjs";
import { plotAxes } from "./marks.mjs";
import * as scatter from "./plot.mjs";
import * as pointLayer from "./points.mjs";

const LOOK = { width: 1200, height: 800, scale: 2 };
const FOOT = { xref: "paper", yref: "paper", x: 0, y: 0, xanchor: "left", yanchor: "bottom", showarrow: false, align: "left", font: { size: 10 } };

const part = (name) => elementById(`explore-${name}`);
const plain = (words) => words.split(/\s+/).join(" ").trim().replaceAll("<", "&lt;");

function foot(base, state) {
  const topic = base.topics[state.colour];
  const source = queryAll("#explore-source .source").map((line) => line.textContent).join("; ");
  const colours = topic ? `Colours: ${topic.groups.map((group) => group.label).join(", ")}.` : "";
  return [part("counts").textContent, part("selected").textContent, colours, `${source}. ${DISCLAIMER}`].filter(Boolean).map(plain).join("<br>");
}

/* A legend of the colours, which on the page stands beside the plot: the strongest of each group. */
function legend({ batches }, base, state) {
  const { groups } = base.topics[state.colour] || { groups: [] };
  return groups.flatMap(({ key, label }) => {
    const batch = batches.findLast(({ group }) => group.key === key);
    const { opacity, ...marker } = batch ? batch.marker : {};
    if (!batch) return [];
    return [{ type: "scatter", mode: "markers", x: [null], y: [null], name: plain(label), showlegend: true, marker }];
  });
}

/* How large the plot's area is once a legend and a title stand around it. */
async function withPoints({ data, layout }, painted) {
  const box = document.body.appendChild(document.createElement("div"));
  Object.assign(box.style, { position: "fixed", left: "-10000px", top: 0 });
  try {
    const { width, height, scale } = LOOK;
    await window.Plotly.newPlot(box, data, { ...layout, width, height }, { staticPlot: true });
    return { data, layout: { ...layout, images: [pointLayer.image(box, painted, scale)] } };
  } finally {
    window.Plotly.purge(box);
    box.remove();
  }
}

export async function savePicture(base, state, format) {
  const box = figureById(IDS.exploreDrawing);
  const layout = JSON.parse(JSON.stringify(box.layout));
  delete layout.width;
  delete layout.height;
  const title = (name) => plotAxes.named[name].title;
  Object.assign(layout, {
    title: { text: `<b>${plain(base.label)}</b> · ${title(state.y)} by ${title(state.x)}`, x: 0.01, font: { size: 16 } },
    margin: { l: 70, r: 20, t: 50, b: 130 },
    paper_bgcolor: getComputedStyle(document.documentElement).getPropertyValue("--card").trim(),
    showlegend: true,
    legend: { orientation: "h", y: 1.02, yanchor: "bottom", x: 1, xanchor: "right", itemsizing: "constant" },
    annotations: [...layout.annotations, { ...FOOT, yshift: -124, text: foot(base, state) }],
  });
  const painted = scatter.paintedNow();
  const data = box.data.map((trace) => ({ ...trace, showlegend: false }));
  const figure = await withPoints({ data: [...data, ...legend(painted, base, state)], layout }, painted);
  figure.config = { showSendToCloud: false };
  return window.Plotly.downloadImage(figure, { ...LOOK, format, filename: `explore_${base.release}_${state.y}_by_${state.x}` });
}
