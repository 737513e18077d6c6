/* The plot as it leaves the page: vectors in which the points are pixels, as on the page. */

import { IDS } from "../page/contract.mjs";
import { figureById } from "../plot/plotly.mjs";
import * as scatter from "./plot.mjs";
import * as pointLayer from "./points.mjs";

const LOOK = { width: 1200, height: 800, scale: 2 };

const plain = (words) => words.split(/\s+/).join(" ").trim().replaceAll("<", "&lt;");

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

/** The plot as it stands by itself: {data, layout} with a legend, its points as pixels. */
export async function explorePicture(base, state) {
  const box = figureById(IDS.exploreDrawing);
  const layout = JSON.parse(JSON.stringify(box.layout));
  delete layout.width;
  delete layout.height;
  Object.assign(layout, { showlegend: true });
  const painted = scatter.paintedNow();
  const data = box.data.map((trace) => ({ ...trace, showlegend: false }));
  return withPoints({ data: [...data, ...legend(painted, base, state)], layout }, painted);
}
