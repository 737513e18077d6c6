/* The one plot of explore: drawn on a stable node, and what is done on it.
 * A lasso and a box are drawn as shapes: Plotly's own lasso asks every point at each move of the
 * pointer, and draws all of them twice. Which genes are meant, explore finds by itself. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const PAUSE_MS = 20;
  const TRIES = 50;
  const NARROW_PX = 620;
  const DRAG = { lasso: "drawclosedpath", select: "drawrect", zoom: "zoom", pan: "pan", none: false };
  const LEAST_PX = 4; // a drag that is smaller is a click
  const RANGE_KEYS = ["xaxis.range[0]", "xaxis.range[1]", "yaxis.range[0]", "yaxis.range[1]"];
  let turn = Promise.resolve();
  let painted = null; // points, rings and outline, and the node that they are painted on
  let chosen = null; // what a drag does, once a person has said so
  let pointed = null; // the row under the pointer
  let drawnOf = null; // the release
  let warming = false;
  let down = null; // where the pointer went down, and how far from there it was since
  const on = { select: () => {}, zoom: () => {}, pick: () => {}, hover: () => {} };

  // On a phone a finger on the plot moves the page until something else is chosen.
  const tool = () => chosen || (node() && node().width < NARROW_PX ? "none" : "lasso");
  const node = () => document.getElementById("explore-drawing");

  const config = () => ({ ...gcd.exploreSettings().config, responsive: false, doubleClick: false, displayModeBar: false });

  /* The width is asked of the page once, then watched: asking costs a layout of everything. */
  function look(box) {
    box.width = box.width || box.clientWidth;
    return { narrow: box.width < NARROW_PX, width: box.width, dragmode: DRAG[tool()] };
  }

  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

  /* Axes are set up while there is nothing to draw yet: once the question to the server has gone
   * out, which may be before the page around the plot is there. */
  function warm() {
    if (warming) return;
    warming = true;
    turn = turn
      .then(frame)
      .then(async () => {
        for (let tries = 0; !node() && tries < TRIES; tries += 1) await new Promise((done) => setTimeout(done, PAUSE_MS));
        warming = false;
        const box = node();
        if (!box || box._fullLayout || !gcd.current || gcd.current.view !== "explore") return;
        const { data, layout } = gcd.exploreFigure.blank(look(box));
        await window.Plotly.newPlot(box, data, layout, config());
      })
      .catch((error) => console.error("The scatter was not prepared:", error));
  }

  /* Draw; calls are worked off one after the other. */
  function draw(base, state, sets) {
    turn = turn
      .then(async () => {
        const box = node();
        if (!box) return;
        const { data, layout, painted: points } = gcd.exploreFigure(base, state, sets, look(box));
        if (drawnOf !== base) pointed = null;
        drawnOf = base;
        await window.Plotly.react(box, data, layout, config());
        painted = { ...points, box };
        paint(box);
        listen(box);
      })
      .catch((error) => console.error("The scatter was not drawn:", error));
    return turn;
  }

  /* Most of what changes the layout moves no point. */
  function paint(box) {
    if (!painted || painted.box !== box) return;
    const { xaxis, yaxis } = box._fullLayout;
    const over = [xaxis, yaxis].flatMap(({ range, _length, _offset }) => [...range, _length, _offset]).join(" ");
    if (over !== painted.over) gcd.explorePoints.paint(box, painted);
    painted.over = over;
  }

  const under = (event) => (painted ? gcd.explorePoints.under(painted.box, painted, event) : null);

  const isDrawn = ({ name }) => name === "drawn";

  /* The corners of a shape; on a distribution only one of its axes is one of the figure's. */
  function corners({ type, xref, yref, path, x0, x1, y0, y1 }) {
    const points = type === "rect" ? [[x0, y0], [x1, y1]] : path.slice(1, -1).split("L").map((point) => point.split(",").map(Number));
    const [x, y] = [0, 1].map((at) => points.map((point) => point[at]));
    return { ...(xref === "x" && { x }), ...(yref === "y" && { y }) };
  }

  const extent = (values) => [Math.min(...values), Math.max(...values)];

  function isClick(box, found) {
    return Object.entries(found).every(([side, values]) => {
      const [from, to] = extent(values).map((end) => box._fullLayout[`${side}axis`].d2p(end));
      return Math.abs(to - from) < LEAST_PX;
    });
  }

  /* A shape that was drawn stands until the picture shows what it means. */
  async function selected(box, shape) {
    const found = corners(shape);
    if (isClick(box, found)) pick();
    else if (shape.type === "path" && found.x && found.y) await on.select({ lassoPoints: found });
    else await on.select({ range: Object.fromEntries(Object.entries(found).map(([side, values]) => [side, extent(values)])) });
    const { shapes } = box.layout;
    if (shapes.some(isDrawn)) turn = turn.then(() => window.Plotly.relayout(box, { shapes: shapes.filter((each) => !isDrawn(each)) }));
  }

  function pick() {
    if (pointed !== null) on.pick(pointed);
  }

  function point(row, event) {
    pointed = row;
    on.hover(row, event);
  }

  function listen(box) {
    if (box.listening) return;
    box.listening = true;
    box.addEventListener("mousemove", (event) => event.buttons || point(under(event), event));
    box.addEventListener("mouseleave", () => point(null));
    box.addEventListener("pointerdown", ({ clientX, clientY }) => {
      down = { clientX, clientY, far: 0 };
      on.hover(null);
    }, true);
    // Plotly tells of no click where a drag draws. A finger points at nothing before it taps.
    box.addEventListener("click", (event) => {
      if (!event.target.closest(".nsewdrag") || (down && down.far > LEAST_PX)) return;
      if (pointed === null) pointed = under(event);
      pick();
    });
    box.on("plotly_relayouting", () => paint(box)); // while it is moved
    box.on("plotly_doubleclick", () => on.zoom(null));
    box.on("plotly_relayout", (change) => {
      paint(box);
      const shape = (change.shapes || []).find(isDrawn);
      if (shape) selected(box, shape);
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
    turn = turn.then(() => node() && node()._fullLayout && window.Plotly.relayout(node(), { dragmode: DRAG[name] }));
  }

  // A lasso may end where it began: that is no click. Plotly lays a cover over the page meanwhile.
  document.addEventListener("pointermove", ({ clientX, clientY }) => {
    if (down) down.far = Math.max(down.far, Math.hypot(clientX - down.clientX, clientY - down.clientY));
  }, true);

  gcd.explorePlot = {
    draw, use, warm,
    tool,
    painted: () => painted,
    after: () => turn,
    listen: (name, handler) => { on[name] = handler; },
    /* What is drawn is what this token stands for. */
    settle: (token) => { if (node() && node().layout) node().layout.meta = { for: token }; },
  };
})();
