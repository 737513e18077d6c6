/* The one WebGL plot of explore: drawn on a stable node, and what is done on it. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const PLOTLY_PAUSE_MS = 20;
  const TRIES = 50;
  const NARROW_PX = 620;
  const PIXELS_MOST = 2;
  const RANGE_KEYS = ["xaxis.range[0]", "xaxis.range[1]", "yaxis.range[0]", "yaxis.range[1]"];
  let turn = Promise.resolve();
  let rowsOf = []; // the rows of each trace of points
  let chosen = null; // what a drag does, once a person has said so
  let drawnOn = null;
  let warming = false;
  const on = { select: () => {}, zoom: () => {}, pick: () => {}, hover: () => {} };

  // On a phone a finger on the plot moves the page until something else is chosen.
  const tool = () => chosen || (node() && node().width < NARROW_PX ? "none" : "lasso");
  const node = () => document.getElementById("explore-drawing");

  async function plotly() {
    // Without the bundle in assets/vendor dcc.Graph brings Plotly, when its first figure is drawn.
    while (!window.Plotly) await new Promise((done) => setTimeout(done, PLOTLY_PAUSE_MS));
    return window.Plotly;
  }

  /* Plotly draws WebGL with two pixels for one, and shrinks it; the screen's own are enough. */
  const pixels = () => Math.min(PIXELS_MOST, Math.max(1, window.devicePixelRatio || 1));

  const config = () => ({
    ...gcd.exploreSettings().config, responsive: false, doubleClick: false, displayModeBar: false, plotGlPixelRatio: pixels(),
  });

  /* The width is asked of the page once, then watched: asking costs a layout of everything. */
  function look(box) {
    box.width = box.width || box.clientWidth;
    return { narrow: box.width < NARROW_PX, width: box.width, tool: tool() };
  }

  /* WebGL is set up, and shapes are prepared, while there is nothing to draw yet. The question to
   * the server may go out before the page around the plot is there. */
  function warm() {
    if (warming) return;
    warming = true;
    turn = turn
      .then(plotly)
      .then(async (Plotly) => {
        for (let tries = 0; !node() && tries < TRIES; tries += 1) {
          await new Promise((done) => setTimeout(done, PLOTLY_PAUSE_MS));
        }
        warming = false;
        const box = node();
        if (!box || box._fullLayout || !gcd.current || gcd.current.view !== "explore") return;
        drawnOn = box;
        const { data, layout } = gcd.exploreFigure.blank(look(box));
        await Plotly.newPlot(box, data, layout, config());
      })
      .catch((error) => console.error("The scatter was not prepared:", error));
  }

  /* Draw; calls are worked off one after the other. */
  function draw(base, state, sets) {
    turn = turn
      .then(plotly)
      .then(async (Plotly) => {
        const box = node();
        if (!box) return;
        const { data, layout, rows } = gcd.exploreFigure(base, state, sets, look(box));
        rowsOf = rows;
        drawnOn = box;
        await Plotly.react(box, data, layout, config());
        listen(box);
      })
      .catch((error) => console.error("The scatter was not drawn:", error));
    return turn;
  }

  function rowAt({ points: [point] }) {
    const rows = point && rowsOf[point.curveNumber];
    return rows ? rows[point.pointNumber] : null;
  }

  function listen(box) {
    if (box.listening) return;
    box.listening = true;
    box.on("plotly_click", (event) => rowAt(event) !== null && on.pick(rowAt(event)));
    box.on("plotly_hover", (event) => rowAt(event) !== null && on.hover(rowAt(event), event.event));
    box.on("plotly_unhover", () => on.hover(null));
    // Plotly tells of its own outline's going as well; that is no drag of a person's.
    box.on("plotly_selected", (event) => event && (event.range || event.lassoPoints) && on.select(event));
    box.on("plotly_doubleclick", () => on.zoom(null));
    box.on("plotly_relayout", (change) => {
      if (!RANGE_KEYS.some((key) => key in change)) return;
      const { xaxis, yaxis } = box._fullLayout;
      on.zoom([[xaxis, "x"], [yaxis, "y"]].flatMap(([axis]) => axis.range.map((end) => (axis.type === "log" ? 10 ** end : end))));
    });
    new ResizeObserver(([{ contentRect }]) => {
      const width = Math.round(contentRect.width);
      if (!width || width === box.width) return;
      box.width = width;
      turn = turn.then(() => box.isConnected && box._fullLayout && window.Plotly.relayout(box, { width }));
    }).observe(box);
  }

  function use(name) {
    chosen = name;
    turn = turn.then(() => node() && node()._fullLayout && window.Plotly.relayout(node(), { dragmode: name === "none" ? false : name }));
  }

  /* Another view takes the place: the browser has few WebGL contexts to give. */
  function leave() {
    const box = drawnOn;
    drawnOn = null;
    if (box) turn = turn.then(() => window.Plotly.purge(box));
  }

  gcd.explorePlot = {
    draw, use, leave, warm,
    tool,
    after: () => turn,
    listen: (name, handler) => { on[name] = handler; },
    /* What is drawn is what this token stands for. */
    settle: (token) => { if (node() && node().layout) node().layout.meta = { for: token }; },
  };
})();
