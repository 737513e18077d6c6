/* Lollipops: draw the server's figure, and what a filter leaves of it, stacked anew by the rules of
 * components/figures/lollipop.py. The zoom stays; rings mark what was found or picked. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const TICKS = 5;
  const RINGS_MOST = 200;
  const RING_PX = 9;
  const ROOM = 0.008; // of the axis, at both ends
  const PLOTLY_PAUSE_MS = 30;
  function config(box) {
    const shared = JSON.parse(box.dataset.config);
    // The width is watched here, and a double click goes back to the whole protein of this gene:
    // Plotly would go back to the range of the first gene that was drawn.
    return { ...shared, responsive: false, doubleClick: false, displayModeBar: false };
  }

  async function plotly() {
    // Without the bundle in assets/vendor dcc.Graph brings Plotly, when its first figure is drawn.
    while (!window.Plotly) await new Promise((done) => setTimeout(done, PLOTLY_PAUSE_MS));
    return window.Plotly;
  }

  function heightAxis(tallest) {
    const most = Math.max(tallest, 2);
    return { range: [0, most + Math.max(0.6, most * 0.08)], tick0: 0, dtick: Math.ceil(most / TICKS) };
  }

  const isHeads = (trace) => Boolean(trace.ids);

  /* Rows come by position; heads stand one on another, the most severe on top. */
  function stacked(figure, rows) {
    const traces = figure.data.filter(isHeads);
    const kinds = new Map(traces.map((trace, kind) => [trace.meta.class, kind]));
    const rest = kinds.get("unknown");
    const heads = traces.map(() => ({ x: [], y: [], ids: [], hovertemplate: [] }));
    const stems = { x: [], y: [] };
    let tallest = 0;
    for (let start = 0, end = 0; start < rows.length; start = end) {
      const x = rows[start].position;
      while (end < rows.length && rows[end].position === x) end += 1;
      const group = [];
      for (let i = start; i < end; i += 1) group.push([kinds.get(rows[i].class) ?? rest, rows[i].id]);
      group.sort((a, b) => a[0] - b[0]);
      group.forEach(([kind, id], below) => {
        const head = heads[kind];
        head.x.push(x);
        head.y.push(below + 1);
        head.ids.push(id);
        head.hovertemplate.push(`%{layout.meta.at.${x}}`);
      });
      stems.x.push(x, x, x);
      stems.y.push(0, group.length, 0);
      tallest = Math.max(tallest, group.length);
    }
    return { heads, stems, tallest };
  }

  function filtered(figure, rows) {
    const { heads, stems, tallest } = stacked(figure, rows);
    let kind = 0;
    const data = figure.data.map((trace) => {
      if (isHeads(trace)) return { ...trace, ...heads[kind++] };
      return trace.uid === "stems" ? { ...trace, ...stems } : trace;
    });
    return { data, tallest };
  }

  function ring([x, y]) {
    return {
      type: "circle", layer: "above",
      xref: "x", yref: "y", xsizemode: "pixel", ysizemode: "pixel", xanchor: x, yanchor: y,
      x0: -RING_PX, x1: RING_PX, y0: -RING_PX, y1: RING_PX,
      line: { color: "#0f172a", width: 2.5 },
    };
  }

  const whose = (figure) => figure.layout.meta.frame || figure.layout.meta.for;

  /* A lollipop in the element of this id. `on` has what to do on {pick, zoom, whole}. */
  function lollipop(id, on) {
    const node = () => document.getElementById(id);
    let now = null; // {figure, rows, places}: what is on the screen
    let turn = Promise.resolve();

    function sameGene(figure) {
      return now !== null && whose(now.figure) === whose(figure);
    }

    function ownLayout(figure, tallest) {
      const { xaxis, yaxis, yaxis2 } = figure.layout;
      const layout = { ...figure.layout, xaxis: { ...xaxis }, yaxis: { ...yaxis }, yaxis2: { ...yaxis2 } };
      if (tallest !== undefined) Object.assign(layout.yaxis, heightAxis(tallest));
      // A gene that is not there has a figure without axes.
      if (sameGene(figure) && node().layout && xaxis?.range) layout.xaxis.range = [...node().layout.xaxis.range];
      return layout;
    }

    /* Draw these rows of the figure, null for all; calls are worked off one after the other. */
    function draw(figure, rows) {
      turn = turn
        .then(plotly)
        .then(async (Plotly) => {
          const box = node();
          if (!box) return;
          const { data, tallest } = rows ? filtered(figure, rows) : { data: figure.data };
          const layout = ownLayout(figure, tallest);
          now = { figure, rows, places: null };
          await Plotly.react(box, data, layout, config(box));
          listen(box);
        })
        .catch((error) => console.error("The lollipop was not drawn:", error));
      return turn;
    }

    function listen(box) {
      if (box.listening) return;
      box.listening = true;
      box.on("plotly_click", ({ points }) => {
        const [point] = points;
        if (on.pick && isHeads(point.data)) on.pick(point.data.ids[point.pointNumber]);
      });
      box.on("plotly_doubleclick", () => (on.whole ? on.whole() : whole()));
      box.on("plotly_relayout", (change) => {
        const range = [change["xaxis.range[0]"], change["xaxis.range[1]"]];
        if (on.zoom && range[0] !== undefined) on.zoom(range);
      });
      let width = box.clientWidth;
      new ResizeObserver(() => {
        if (!box.clientWidth || box.clientWidth === width) return;
        width = box.clientWidth;
        turn = turn.then(() => window.Plotly.Plots.resize(box)).catch(() => {}); // hidden meanwhile
      }).observe(box);
    }

    /* Where the heads on the screen are: id -> [residue, height]. */
    function places() {
      if (!now.places) {
        now.places = new Map();
        const { heads } = stacked(now.figure, now.rows || now.all || []);
        for (const head of heads) head.ids.forEach((id, i) => now.places.set(id, [head.x[i], head.y[i]]));
      }
      return now.places;
    }

    /* Ring the heads of these records; shapes cost no drawing of the heads. */
    function mark(ids, all) {
      turn = turn.then(() => {
        if (!now || !node().layout) return undefined;
        now.all = all;
        const at = ids.length ? ids.map((id) => places().get(id)).filter(Boolean) : [];
        const shapes = at.slice(0, RINGS_MOST).map(ring);
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
        if (gcd.unsettle) gcd.unsettle();
      });
      return turn;
    }

    /* Give back what the drawing holds, a WebGL context above all. */
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
      picked: (handler) => { on.pick = handler; },
    };
  }

  gcd.lollipopIn = lollipop;
  gcd.lollipop = lollipop("variants-drawing", {});
})();
