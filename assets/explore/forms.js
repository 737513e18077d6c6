/* Explore without a pointer, and with one: what controls and drags say, as fields of the address. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const SIMPLEST_PX = 4; // of a lasso's outline; beyond that its genes go along as a set
  const SELECTS = ["colour", "flagged", "underpowered"];
  const USUAL = { colour: "inheritance", flagged: "dim", underpowered: "dim" };

  const control = (name) => document.getElementById(`explore-${name}`);
  const text = (value) => (value === null || value === undefined ? "" : String(value));

  function put(name, value) {
    const box = control(name);
    if (box && box.value !== value && document.activeElement !== box) box.value = value;
  }

  function tick(name, on, possible) {
    const box = control(name);
    box.checked = on;
    box.disabled = !possible;
  }

  /* Controls say what the state is. */
  function show(base, state) {
    for (const side of ["x", "y"]) {
      control(side).value = state[side];
      for (const option of control(side).options) {
        const there = base.has(option.value);
        option.disabled = !there;
        const { title } = gcd.exploreAxes.named[option.value];
        option.textContent = there ? title : `${title} (not in ${base.label})`;
      }
      tick(`log${side}`, state[`log${side}`], !gcd.exploreAxes.named[state[side]].signed);
      const legend = document.querySelector(`#explore-region [data-axis-name="${side}"]`);
      legend.textContent = gcd.exploreAxes.named[state[side]].title;
      const pair = state.select && state.select.kind === "box" ? (state.select.sides.find(([name]) => name === state[side]) || [])[1] : null;
      put(`region-${side}-from`, text(pair && pair[0]));
      put(`region-${side}-to`, text(pair && pair[1]));
    }
    for (const name of SELECTS) control(name).value = state[name];
    tick("ranks", state.unflagged, true);
    tick("density", state.density, true);
    for (const { name } of gcd.exploreAxes.all) {
      const pair = state.ranges[name] || [];
      put(`where-${name}-from`, text(pair[0]));
      put(`where-${name}-to`, text(pair[1]));
    }
    const many = Object.keys(state.ranges).length;
    document.querySelector("#explore-ranges .choice-count").textContent = many ? `${many} set` : "";
    const tool = gcd.explorePlot.tool();
    for (const button of document.querySelectorAll(".explore-tool [data-tool]")) {
      button.setAttribute("aria-pressed", String(button.dataset.tool === tool));
    }
  }

  /* What a field says: null where it is empty, undefined where it is no number. */
  function typed(name) {
    const box = control(name);
    const words = box.value.trim().replace(",", ".").replace("\u2212", "-");
    const value = words === "" ? null : Number(words);
    const wrong = value !== null && !Number.isFinite(value);
    box.setAttribute("aria-invalid", String(wrong));
    return wrong ? undefined : value;
  }

  function pair(name) {
    const ends = [typed(`${name}-from`), typed(`${name}-to`)];
    if (ends.includes(undefined) || ends.every((end) => end === null)) return null;
    return ends[0] !== null && ends[1] !== null && ends[0] > ends[1] ? ends.reverse() : ends;
  }

  function region(state) {
    const found = ["x", "y"].map((side) => [state[side], pair(`region-${side}`)]).filter(([, ends]) => ends);
    // One figure on both axes is one range.
    return gcd.exploreFields.box(state.x === state.y ? found.slice(0, 1) : found);
  }

  function where() {
    const found = gcd.exploreAxes.all.map(({ name }) => [name, pair(`where-${name}`)]).filter(([, ends]) => ends);
    return gcd.exploreFields.ranges(Object.fromEntries(found));
  }

  /* Fewer corners where they would not be seen (Ramer, Douglas, Peucker). */
  function simpler(points, reach) {
    if (points.length < 3) return points;
    const [ax, ay] = points[0];
    const [bx, by] = points[points.length - 1];
    const length = Math.hypot(bx - ax, by - ay) || 1;
    let [far, at] = [0, 0];
    points.forEach(([x, y], i) => {
      const away = Math.hypot(bx - ax, by - ay) ? Math.abs((bx - ax) * (ay - y) - (ax - x) * (by - ay)) / length : Math.hypot(x - ax, y - ay);
      if (away > far) [far, at] = [away, i];
    });
    if (far <= reach) return [points[0], points[points.length - 1]];
    return [...simpler(points.slice(0, at + 1), reach).slice(0, -1), ...simpler(points.slice(at), reach)];
  }

  function lasso(base, state, { x, y }) {
    const { xaxis, yaxis } = control("drawing")._fullLayout;
    // A corner is found among pixels and stays the figure that was drawn: no rounding in between.
    const pixels = x.map((value, i) => [xaxis.d2p(value), yaxis.d2p(y[i]), i]);
    const [xs, ys] = ["x", "y"].map((side) => state[side] + (state[`log${side}`] ? ".log" : ""));
    let corners = [];
    for (let reach = 1; reach <= SIMPLEST_PX; reach += 1) {
      corners = simpler(pixels, reach).map(([, , at]) => [x[at], y[at]]);
      const select = gcd.exploreFields.lasso(xs, ys, corners);
      if (select) return { select };
    }
    const points = { kind: "lasso", x: xs, y: ys, points: corners };
    const set = gcd.exploreSets.selected(base, { select: points });
    const names = gcd.exploreSets.places(set).map(base.nameOf);
    return { select: "set", ...gcd.setFieldsOf(names) };
  }

  /* A drag on the plot as fields; over a distribution it is a range of one axis. */
  function selection(base, state, { range, lassoPoints }) {
    if (lassoPoints && lassoPoints.x && lassoPoints.y) return lasso(base, state, lassoPoints);
    const sides = ["x", "y"].filter((side) => range && range[side]).map((side) => [state[side], [...range[side]].sort((a, b) => a - b)]);
    return { select: gcd.exploreFields.box(sides) };
  }

  const changed = {
    x: (box) => ({ x: box.value, zoom: null }),
    y: (box) => ({ y: box.value, zoom: null }),
    logx: () => logs(),
    logy: () => logs(),
    ranks: (box) => ({ ranks: box.checked ? "unflagged" : null }),
    density: (box) => ({ density: box.checked ? "1" : null }),
  };
  const logs = () => ({ log: (control("logx").checked ? "x" : "") + (control("logy").checked ? "y" : "") || null, zoom: null });

  document.addEventListener("change", (event) => {
    const box = event.target.closest(".explore-view [data-explore]");
    if (!box) return;
    const name = box.dataset.explore;
    if (changed[name]) gcd.exploreChange(changed[name](box));
    else if (SELECTS.includes(name)) gcd.exploreChange({ [name]: box.value === USUAL[name] ? null : box.value });
    else if (name.startsWith("where-")) gcd.exploreChange({ where: where() });
  });

  document.addEventListener("submit", (event) => {
    if (event.target.id !== "explore-region") return;
    event.preventDefault();
    const { state } = gcd.exploreNow();
    const select = region(state);
    if (select) gcd.exploreChange({ select });
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".explore-tool [data-tool]");
    if (!button) return;
    gcd.explorePlot.use(button.dataset.tool);
    for (const other of button.parentElement.children) other.setAttribute("aria-pressed", String(other === button));
  });

  gcd.exploreForms = { show, selection };
})();
