/* A lollipop as it leaves the page: every head as a symbol, and a legend of the classes with their
 * counts, so that the picture can be read and cited on its own. */

import { grouped } from "../page/text.mjs";
import { sizeOf } from "../plot/plotly.mjs";

const WIDTH = 1000; // of the legend in the picture
const ROW_PX = 24;
const TITLE_PX = 18; // below the picture's title
const ORIGIN_PX = 20; // the line of source and date over the plot
const FOOT_PX = 14; // between the axis and the picture's last line
const ENTRY_PX = 56; // of the legend, and of a letter in it
const LETTER_PX = 7;

function asSymbols(trace) {
  if (trace.uid === "stems") return { ...trace, visible: true, showlegend: false };
  if (!trace.ids || !trace.ids.length) return { ...trace, showlegend: false };
  return { ...trace, visible: true, showlegend: true, name: `${trace.name} (${grouped(trace.ids.length)})` };
}

function legendWords(shown, all) {
  const records = all === 1 ? "record" : "records";
  return shown === all ? `${grouped(all)} ${records}:` : `${grouped(shown)} of ${grouped(all)} ${records}, filtered:`;
}

function rows(words) {
  const px = words.reduce((sum, one) => sum + ENTRY_PX + one.length * LETTER_PX, 0);
  return Math.ceil(px / WIDTH);
}

/* {data, layout} of what a box shows; `all` is the number of its records without a filter, `names`
 * those of the domains that have room for one. */
export function lollipopPicture(box, all, names) {
  const data = box.data.map(asSymbols).map((trace) => (trace.uid === "domains" ? { ...trace, text: names } : trace));
  const heads = data.filter((trace) => trace.showlegend);
  const layout = JSON.parse(JSON.stringify(box.layout));
  layout.height = sizeOf(box).height;
  if (!heads.length) return { data, layout };
  const records = heads.filter(({ meta }) => meta?.own === undefined);
  const title = legendWords(records.reduce((sum, { ids }) => sum + ids.length, 0), all);
  const room = ROW_PX * rows([title, ...heads.map(({ name }) => name)]);
  const { t, b } = layout.margin;
  const plot = layout.height - t - b;
  const above = TITLE_PX + room + ORIGIN_PX;
  layout.height += above - t + FOOT_PX;
  layout.margin = { ...layout.margin, t: above, b: b + FOOT_PX };
  layout.showlegend = true;
  layout.legend = {
    orientation: "h", traceorder: "reversed", x: 0, xanchor: "left", y: 1 + ORIGIN_PX / plot, yanchor: "bottom",
    title: { text: title, side: "left" }, font: { size: 12 }, itemsizing: "constant",
  };
  return { data, layout };
}
