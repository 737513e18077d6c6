/* Explore: a release's columns come once; filters, axes, selections and the table run here. The
 * state of the view is the address: what is done is shown at once, then written into it. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const KEEP = { replace: true };
  const COMPARED = 8;
  let base = null; // the release's columns
  let fields = {}; // of the address
  let now = null; // {state, sets, key}: what is on the screen
  let notices = []; // of the server and of the last search

  const part = (name) => document.getElementById(`explore-${name}`);
  const here = () => Boolean(gcd.current && gcd.current.view === "explore" && part("parts"));
  const say = (name, words) => {
    if (part(name) && part(name).textContent !== words) part(name).textContent = words;
  };

  function setsOf(state) {
    const sets = gcd.exploreSets;
    const filters = sets.filtered(base, state);
    const plot = sets.drawable(base, state);
    const shown = sets.intersect(plot.slice(), filters.pass);
    const region = sets.selected(base, state);
    const selected = region && sets.intersect(region, filters.pass);
    const both = selected && sets.intersect(selected.slice(), plot);
    const ring = state.ring === null ? null : base.place(state.ring);
    const marked = state.marked.map(base.place).filter((place) => place !== null);
    return { filters, pass: filters.pass, plot, shown, selected, both, ring, marked };
  }

  /* The rows of the table: the selected ones, else all on the plot; the most constrained first. */
  function tableRows(sets) {
    const set = sets.selected || sets.shown;
    return base.byRank.filter((place) => set[place]).map((place) => base.rows[place]);
  }

  /* What the picture depends on; the card, the forms and the table cost little. */
  const key = (state) => JSON.stringify(state, (_, value) => (value instanceof Set ? [...value] : value));

  const frame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));

  /* The page waits for what its address asks for; a change is shown before it is written there. */
  function settle(state) {
    const parts = part("parts");
    const token = gcd.wanted(parts);
    gcd.explorePlot.settle(token);
    parts.dataset.state = state;
    parts.dataset.for = token;
  }

  function settled() {
    const written = gcd.current.fields;
    const names = new Set([...Object.keys(written), ...Object.keys(fields)]);
    if ([...names].every((name) => (written[name] || null) === (fields[name] || null))) settle("loaded");
  }

  async function apply() {
    if (!here() || !base) return;
    const state = gcd.readExplore(fields, base);
    const before = now && now.base === base && now.node === part("drawing") ? now : null;
    if (before && before.key === key(state)) {
      if (before.done) settled();
      return;
    }
    const sets = setsOf(state);
    const same = before && before.state.unflagged === state.unflagged && sameSet(before.sets, sets);
    base.rankBy(state.unflagged);
    const rows = same ? before.rows : tableRows(sets);
    const mine = { base, state, sets, rows, key: key(state), node: part("drawing"), done: false };
    now = mine;
    words(state, sets, rows);
    const table = () => gcd.exploreTable.show(rows, sets.ring === null ? null : base.rows[sets.ring]);
    // What was asked for comes first: the genes of a selection, the picture of anything else.
    if (sets.selected && !(before && before.rows === rows) && gcd.exploreTable.isThere()) {
      table();
      await frame();
      if (now !== mine) return;
    }
    await gcd.explorePlot.draw(base, state, sets);
    await frame();
    if (now !== mine) return; // something newer is on its way
    table();
    mine.done = true;
    settled();
  }

  function sameSet(before, after) {
    const [one, other] = [before.selected || before.shown, after.selected || after.shown];
    return Boolean(before.selected) === Boolean(after.selected) && one.every((value, i) => value === other[i]);
  }

  function words(state, sets, rows) {
    say("notice", [...notices, ...state.notices, ...gcd.exploreWords.notFound(base, state, sets)].join(" "));
    say("counts", gcd.exploreCard.counts(base, state, sets));
    say("selected", gcd.exploreWords.selected(base, rows, sets, state));
    gcd.exploreTopics.show(base, state, (name) => gcd.exploreSets.counts(base, sets.filters, sets.plot, name));
    gcd.exploreForms.show(base, state);
    document.querySelector("#explore-actions [data-act=marked]").hidden = !sets.marked.length;
    gcd.exploreCard.show(base, state, sets.ring, gcd.exploreWords.ring(base, state, sets));
  }

  /* Show a change at once, then write it into the address. */
  function change(changes, options) {
    fields = { ...fields, ...changes };
    for (const [name, value] of Object.entries(changes)) if (value === null) delete fields[name];
    notices = base.notices || [];
    const done = apply();
    gcd.setFields(changes, options);
    return done;
  }

  /* The metrics that decide which genes stand in the table: those of the selection, of the ranges,
   * and those that the set came with. A test of one of them would only show the choice. */
  function selectedBy() {
    const { state } = now;
    const axes = !state.select ? [] : state.select.kind === "box" ? state.select.sides.map(([name]) => name)
      : state.select.kind === "lasso" ? [state.select.x, state.select.y] : [];
    const grid = gcd.grid("explore-grid");
    const filtered = grid ? Object.keys(grid.getFilterModel() || {}) : [];
    const cautions = state.underpowered === "hide" ? ["underpowered"] : [];
    const brought = state.select && state.select.kind === "set" ? (fields.by || "").split(",") : [];
    const names = [...axes, ...Object.keys(state.ranges), ...filtered, ...cautions, ...brought];
    return [...new Set(names.map((name) => name.replace(/\.log$/, "")).filter(Boolean))];
  }

  /* The table's genes go to another view. */
  function carry(view, which, most) {
    const { symbols, said } = gcd.exploreNames(base, gcd.exploreTable.displayed(), which);
    if (!symbols.length) return gcd.toast("There is no gene to take along.");
    if (said && !most) gcd.toast(said); // the first few leave out many more
    return gcd.openSet(view, symbols.slice(0, most), base.release, view === "list" ? selectedBy().join(",") : null);
  }

  const acts = {
    toggle: ({ topic, key: group }) => change({ [topic]: gcd.exploreTopics.toggled(base, now.state, topic, group) }),
    only: ({ topic, key: group }) => change({ [topic]: group }),
    all: ({ topic }) => change({ [topic]: null }),
    swap: () => {
      const { state } = now;
      const log = (state.logy ? "x" : "") + (state.logx ? "y" : "");
      return change({ x: state.y, y: state.x, log: log || null, zoom: null });
    },
    whole: () => change({ zoom: null }),
    unselect: () => change({ select: null, ...(now.state.select && now.state.select.kind === "set" ? { genes: null, set: null } : {}) }),
    marked: () => change({ select: "set" }),
    unring: () => change({ ring: null }),
    clear: () => change({ inheritance: null, clingen: null, chromosome: null, flag: null, depmap: null, impc: null, where: null, flagged: null, underpowered: null }),
    compare: () => carry("compare", "known", COMPARED),
    list: () => carry("list", "named"),
    copy: () => {
      const { symbols, said } = gcd.exploreNames(base, gcd.exploreTable.displayed(), "named");
      return gcd.copy(symbols.join("\n"), `${gcd.exploreNumber(symbols.length)} symbols copied. ${said}`);
    },
    link: () => gcd.copy(window.location.href, "Link copied."),
    picture: ({ format }) => gcd.explorePicture(base, now.state, format).catch((error) => gcd.toast(`The picture failed: ${error.message}`)),
  };

  /* A gene of the top search: ringed here, or said why not. */
  async function find(text) {
    let symbol = text;
    const said = [];
    if (base.place(text) === null) {
      const answer = await fetch(`${gcd.prefix()}api/v1/genes/${encodeURIComponent(text.slice(0, 200))}`);
      const body = await answer.json().catch(() => ({}));
      if (answer.ok && body.data) symbol = body.data.symbol;
      else said.push(body.problem ? body.problem.message : "The gene search failed.");
    }
    const done = change({ ring: symbol });
    notices = [...(base.notices || []), ...said];
    if (said.length) say("notice", notices.join(" "));
    else if (symbol !== text) gcd.toast(`${text.slice(0, 40)} is ${symbol}.`);
    return done;
  }

  function onAddress() {
    if (!gcd.current || gcd.current.view !== "explore") {
      now = null;
      return;
    }
    fields = { ...gcd.current.fields };
    if (base && base.for === (fields.release || "")) apply();
  }

  function show(sent) {
    const stay = window.dash_clientside.no_update;
    if (!sent) return stay;
    notices = sent.notices || [];
    part("parts").dataset.usable = String(Boolean(sent.size));
    if (!sent.size) {
      base = null;
      settle(sent.state);
      return stay;
    }
    base = gcd.exploreColumns(sent);
    now = null;
    gcd.exploreTable.startAnew(base.release);
    onAddress();
    return stay;
  }

  /* The server is asked when the release changes, and for nothing else. */
  function ask(query, before) {
    const stay = window.dash_clientside.no_update;
    if (!query || query.view !== "explore") return stay;
    const release = query.release || "";
    gcd.explorePlot.warm(); // while the answer is on its way
    return before && before.release === release ? stay : { release };
  }

  gcd.clientside({ ask_explore: ask, show_explore: show });

  gcd.exploreShown = () => (base ? base.release : "");
  gcd.exploreChange = (changes, options) => (here() && base ? change(changes, options) : undefined);
  gcd.exploreNow = () => now;

  document.addEventListener("gcd:address", onAddress);
  document.addEventListener("gcd:pick", (event) => {
    if (!here() || !base) return;
    event.preventDefault();
    find(event.detail.symbol).catch((error) => gcd.toast(`The gene search failed: ${error.message}`));
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest(".explore-view [data-act]");
    if (button && now && acts[button.dataset.act]) acts[button.dataset.act](button.dataset);
  });
  new MutationObserver(() => {
    if (!here() || !now) return;
    now = null; // other colours: the same state is another picture
    apply();
  }).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });

  const nameOf = (place) => base.nameOf(place);
  gcd.explorePlot.listen("pick", (place) => change({ ring: nameOf(place) }));
  gcd.explorePlot.listen("hover", (place, at) => now && gcd.exploreCard.hover(base, now.state, place, at));
  gcd.explorePlot.listen("zoom", (numbers) => change({ zoom: numbers && gcd.exploreFields.zoom(numbers) }, numbers ? KEEP : undefined));
  gcd.explorePlot.listen("select", (event) => change(gcd.exploreForms.selection(base, now.state, event)));
  gcd.exploreTable.picked((place) => change({ ring: nameOf(place) }));

  gcd.gridFacts = gcd.gridFacts || {};
  gcd.gridFacts["explore-grid"] = () => {
    return {
      title: `explore, ${base.label} (${base.build})`,
      file: `explore_${base.release}`,
      lines: [
        ...gcd.sourceLines(document.getElementById("explore-source")),
        `LOEUF threshold of the release: ${base.threshold}; rank and percentile of ${base.ranking.of} rows with a LOEUF${now.state.unflagged ? " and without a flag" : ""}`,
        `Rows: ${part("selected").textContent} ${part("counts").textContent}`,
        ...(selectedBy().length ? [`Selected by: ${selectedBy().join(", ")}`] : []),
        `Address: ${window.location.href}`,
      ],
    };
  };
})();
