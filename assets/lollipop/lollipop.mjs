/* Lollipops: draw the server's figure, and what a filter leaves of it. The zoom stays; rings mark
 * what was found or picked. */

import { unsettle } from "../page/ready.mjs";
import { figureById, isDrawn, sizeOf } from "../plot/plotly.mjs";
import * as headLayer from "./heads.mjs";
import { withOwn } from "./own.mjs";
import { lollipopPicture } from "./picture.mjs";
import { watchPointer } from "./pointer.mjs";
import { recordsOf, stackedHeads } from "./stacks.mjs";

const TICKS = 5;
const RINGS_MOST = 200;
const RING_PX = 9;
const NAME_ROOM_PX = 3; // beside a domain's name
const ROOM = 0.008; // of the axis, at both ends
function config(box) {
  const shared = JSON.parse(box.dataset.config);
  // The width is watched here, and a double click goes back to the whole protein of this gene:
  // Plotly would go back to the range of the first gene that was drawn.
  return { ...shared, responsive: false, doubleClick: false, displayModeBar: false };
}

function heightAxis(tallest) {
  const most = Math.max(tallest, 2);
  return { range: [0, most + Math.max(0.6, most * 0.08)], tick0: 0, dtick: Math.ceil(most / TICKS) };
}

const isHeads = (trace) => Boolean(trace.ids);
// Very many heads are hidden from Plotly, and painted over its axes by assets/lollipop/heads.mjs.
const onCanvas = (figure) => figure.data.some((trace) => isHeads(trace) && trace.visible === false);

function hovers(trace, residues) {
  if (!trace.hovertemplate) return {};
  return { hovertemplate: Array.from(residues, (residue) => `%{layout.meta.at.${residue}}`) };
}

const pen = document.createElement("canvas").getContext("2d");

/* The names that fit in their domains, on a figure so many pixels wide. Plotly would hide a name
 * by the height of its line as well, which is another with each browser and its fonts. */
function namesThatFit({ text, x, insidetextfont }, { xaxis: { range }, margin, font }, width) {
  const residue = (width - margin.l - margin.r) / (range[1] - range[0]);
  pen.font = `${insidetextfont.size}px ${font.family}`;
  return text.map((name, i) => (pen.measureText(name).width + 2 * NAME_ROOM_PX < x[i] * residue ? name : ""));
}

/* The traces of a figure with the heads and stems that were stacked, on so many pixels. */
function traces(figure, { heads, stems }, layout, width) {
  let kind = 0;
  return figure.data.map((trace) => {
    if (trace.uid === "stems") return { ...trace, ...stems };
    if (trace.uid === "domains") return { ...trace, text: namesThatFit(trace, layout, width) };
    if (!isHeads(trace)) return trace;
    const own = heads[kind++];
    return { ...trace, ...own, ...hovers(trace, own.x) };
  });
}

function ring([x, y, axis]) {
  return {
    type: "circle", layer: "above",
    xref: "x", yref: axis, xsizemode: "pixel", ysizemode: "pixel", xanchor: x, yanchor: y,
    x0: -RING_PX, x1: RING_PX, y0: -RING_PX, y1: RING_PX,
    line: { color: "#0f172a", width: 2.5 },
  };
}

const whose = (figure) => figure.layout.meta.frame || figure.layout.meta.for;

/* A lollipop in the element of this id. `on` has what to do on {pick, zoom, whole}. */
export function lollipop(id, on) {
  const node = () => figureById(id);
  let now = null; // {figure, records, stack, canvas}: what is on the screen
  let turn = Promise.resolve();

  function sameGene(figure) {
    return now !== null && whose(now.figure) === whose(figure);
  }

  function ownLayout(figure, tallest) {
    const { xaxis, yaxis, yaxis2 } = figure.layout;
    const heights = { ...yaxis, ...(tallest ? heightAxis(tallest) : {}) };
    const layout = { ...figure.layout, xaxis: { ...xaxis }, yaxis: heights, yaxis2: { ...yaxis2 } };
    // A gene that is not there has a figure without axes.
    if (sameGene(figure) && node().layout && xaxis?.range) layout.xaxis.range = [...node().layout.xaxis.range];
    return layout;
  }

  /* Draw the records of the figure whose ids are in `shown`, null for all, and the visitor's `own`
   * rows; calls are worked off one after the other. */
  function draw(figure, shown, own = null) {
    turn = turn
      .then(async () => {
        const { Plotly } = window;
        const box = node();
        if (!box) return undefined;
        const known = now && now.figure === figure && Boolean(box.layout);
        const records = known ? now.records : recordsOf(figure);
        const stack = stackedHeads(records, shown);
        const bare = ownLayout(figure, stack.tallest);
        const heads = traces(figure, stack, bare, box.clientWidth);
        const { data, layout } = withOwn(heads, bare, own && { rows: own, shown });
        const alone = !(own && own.length) && box.data?.length === data.length;
        now = { figure, records, stack, canvas: onCanvas(figure) };
        if (known && alone && now.canvas) return fitHeights(Plotly, box, data, layout.yaxis);
        await Plotly.react(box, data, layout, config(box));
        if (!now.canvas) headLayer.removed(box);
        listen(box);
        return paint(box);
      })
      .catch((error) => console.error("The lollipop was not drawn:", error));
    return turn;
  }

  /* Plotly draws no more than axes and protein here: another filter changes the heights at most. */
  function fitHeights(Plotly, box, data, { range, dtick }) {
    data.forEach((trace, place) => Object.assign(box.data[place], trace));
    if (box.layout.yaxis.range[1] === range[1]) return paint(box);
    return Plotly.relayout(box, { "yaxis.range": range, "yaxis.dtick": dtick }); // and paints
  }

  /* Other names fit in their domains after a zoom. */
  function rename(box) {
    const place = now ? now.figure.data.findIndex(({ uid }) => uid === "domains") : -1;
    if (place < 0) return;
    const names = namesThatFit(now.figure.data[place], box.layout, sizeOf(box).width);
    if (names.join("\n") === box.data[place].text.join("\n")) return;
    turn = turn.then(() => window.Plotly.restyle(box, { text: [names] }, [place]));
  }

  function paint(box) {
    if (!now || !now.canvas || !isDrawn(box)) return;
    headLayer.paint(box, now.stack, now.records.classes.map(({ trace }) => trace.marker));
  }

  function listen(box) {
    if (box.listening) return;
    box.listening = true;
    box.picture = (width) => {
      const names = now.figure.data.filter(({ uid }) => uid === "domains").map((trace) => namesThatFit(trace, box.layout, width));
      return lollipopPicture(box, now.records.count, names[0]);
    };
    box.on("plotly_click", ({ points }) => {
      const [point] = points;
      if (on.pick && isHeads(point.data)) on.pick(point.data.ids[point.pointNumber]);
    });
    box.on("plotly_doubleclick", () => (on.whole ? on.whole() : whole()));
    box.on("plotly_relayouting", () => paint(box));
    box.on("plotly_relayout", (change) => {
      unlabel();
      paint(box);
      rename(box);
      const range = [change["xaxis.range[0]"], change["xaxis.range[1]"]];
      if (on.zoom && range[0] !== undefined) on.zoom(range);
    });
    const unlabel = watchPointer(box, () => (now && now.canvas ? now : null), (picked) => on.pick && on.pick(picked));
    new MutationObserver(() => paint(box)).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
    let width = 0;
    new ResizeObserver(([{ contentRect }]) => {
      const before = width;
      width = contentRect.width || before;
      if (!before || width === before) return; // drawn at this width
      turn = turn.then(() => window.Plotly.Plots.resize(box)).catch(() => {}); // hidden meanwhile
    }).observe(box);
  }

  /* Where the heads of these records are: [residue, height, axis]. */
  function places(ids) {
    const wanted = new Set(ids);
    const found = [];
    for (const head of now.stack.heads) {
      head.ids.forEach((one, i) => wanted.has(one) && found.push([head.x[i], head.y[i], "y"]));
    }
    for (const { meta, ids: own, x, y } of node().data) {
      if (meta?.own !== undefined) own.forEach((one, i) => wanted.has(one) && found.push([x[i], y[i], "y3"]));
    }
    return found;
  }

  /* Ring the heads of these records; shapes cost no drawing of the heads. */
  function mark(ids) {
    turn = turn.then(() => {
      if (!now || !node().layout) return undefined;
      const shapes = (ids.length ? places(ids) : []).slice(0, RINGS_MOST).map(ring);
      if (!shapes.length && !(node().layout.shapes || []).length) return undefined;
      return window.Plotly.relayout(node(), { shapes });
    });
    return turn;
  }

  function zoom(from, to) {
    turn = turn.then(() => {
      if (!now || !now.figure.layout.xaxis.range) return undefined;
      return window.Plotly.relayout(node(), { "xaxis.range": [from, to] });
    });
    return turn;
  }

  /* Change the layout, where something is drawn. */
  function relayout(change) {
    turn = turn.then(() => {
      const box = node();
      return now && box && box.layout ? window.Plotly.relayout(box, change) : undefined;
    });
    return turn;
  }

  /* Say whose the drawing is, where it is the same for another address. */
  function relabel(meta) {
    turn = turn.then(() => {
      const box = node();
      if (box && box.layout) box.layout.meta = meta;
      if (unsettle) unsettle();
    });
    return turn;
  }

  /* Give back what the drawing holds. */
  function purge() {
    turn = turn.then(() => {
      const box = node();
      if (box && box.layout) window.Plotly.purge(box);
      now = null;
    });
    return turn;
  }

  function whole() {
    if (now && now.figure.layout.xaxis.range) zoom(...now.figure.layout.xaxis.range);
  }

  function residues(from, to) {
    const room = Math.max(1, (to - from) * ROOM);
    return zoom(from - room, to + room);
  }

  /* Zoom out where a record that was picked elsewhere is not in view. */
  function show(position) {
    turn.then(() => {
      const range = node().layout && node().layout.xaxis.range;
      if (range && (position < range[0] || position > range[1])) whole();
    });
  }

  return {
    draw, mark, residues, relabel, relayout, purge, show, whole,
  };
}
