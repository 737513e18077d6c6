/* The list view: what was read becomes the address, the address is asked for, the answer's rows
 * become tables; the list goes on to other views and to files. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const KEPT = "gcd-list-read"; // the last list that this window read: its lines and its name
  const SETTLES = ["genes", "set", "release", "flagged", "by", "rows"]; // as components/gene_list/element_ids.py
  const COMPARED = 8;
  const METRICS = /^(loeuf|rank|percentile|pli|(lof|mis|syn)_.*)$/;
  let taking = false; // a choice was made, and its button goes
  let now = null; // {symbols, lines, name, release, without_flagged, found}: what is on the page

  const same = (a, b) => a.length === b.length && a.every((value, i) => value === b[i]);
  const stay = () => window.dash_clientside.no_update;

  gcd.keepList = function (read) {
    if (read) window.sessionStorage.setItem(KEPT, JSON.stringify(read));
    else window.sessionStorage.removeItem(KEPT);
  };

  function keptFor(symbols) {
    const kept = JSON.parse(window.sessionStorage.getItem(KEPT) || "null");
    return kept && same(kept.symbols, symbols) ? kept : null;
  }

  /* Make a list the view's own, in the address. */
  function open(list) {
    gcd.keepList(list);
    gcd.setFields({ ...gcd.setFieldsOf(list.symbols), by: list.by || null, rows: list.rows || null });
  }

  function takeList(read) {
    if (!read) return stay();
    if (read.problem) {
      gcd.listSays(read.name ? `${read.name}: ${read.problem}` : read.problem);
      return stay();
    }
    const { symbols, lines, name, notes, at, aside } = read;
    gcd.listSays([name, ...notes].filter(Boolean).join(" · "));
    const before = window.location.search;
    // The text of the box read once more is the same list, chosen as before.
    const again = !name && same(symbols, gcd.symbolsOf(gcd.current.fields) || []) ? gcd.current.fields : {};
    const by = read.selected_by.join(",") || again.by;
    open({ symbols, lines, name, notes, at, aside, by, rows: read.rows_words || again.rows });
    if (window.location.search === before) showForm(false);
    return stay();
  }

  function askedList(query) {
    if (!query || query.view !== "list") return stay();
    const symbols = gcd.symbolsOf(query);
    const kept = symbols && keptFor(symbols);
    return {
      for: SETTLES.map((name) => query[name] || "").join("|"),
      symbols,
      lines: kept ? kept.lines : null,
      name: kept ? kept.name : null,
      notes: kept ? kept.notes : [],
      aside: kept ? kept.aside || [] : [],
      by: query.by || "",
      rows: query.rows || "",
      release: query.release || null,
      without_flagged: query.flagged === "no",
    };
  }

  function showForm(visible) {
    const form = document.getElementById("list-form");
    if (form) form.open = visible;
  }

  const worded = (value) => (value === null ? null : value ? "yes" : "no");

  function byRow(columns) {
    const names = Object.keys(columns);
    const count = columns[names[0]].length;
    return Array.from({ length: count }, (_, i) =>
      Object.fromEntries(names.map((name) => [name, columns[name][i]]))
    );
  }

  function rankedRow(row) {
    return {
      ...row,
      below_words: worded(row.below_threshold),
      underpowered_words: worded(row.underpowered),
      mane_words: worded(row.is_mane_select),
      clingen_words: row.clingen === "" ? "none" : row.clingen ?? (row.clingen_coverage === "partial" ? "some curations only" : "not covered"),
    };
  }

  function lineRow(row, place) {
    return { ...row, place: String(place), release_words: worded(row.in_release) };
  }

  /* Lines of the file that hold no symbol stand in the report too: nothing is dropped. */
  function asideRows(found) {
    return found.aside.map(({ line, input, why }, i) => ({ line, input, outcome: "set aside", note: why, place: `aside ${i}` }));
  }

  function showList(text) {
    const found = text ? JSON.parse(text) : null;
    const tables = found ? [byRow(found.rows).map(rankedRow), [...byRow(found.lines).map(lineRow), ...asideRows(found)]] : [[], []];
    now = found && { ...found.everything, symbolsGiven: found.lines.input, lines: found.lines.line };
    showForm(!found);
    fillText(found);
    requestAnimationFrame(startAnew);
    const counts = tables.map((rows) => rows.length);
    const token = found ? found.for : "";
    const heights = counts.map((count) => ({ "--rows": String(count) }));
    return [...tables, ...heights, ...counts, token, token];
  }

  /* All lines of the new list are shown; who has put a line right goes on with the next one. */
  function startAnew() {
    for (const button of document.querySelectorAll("[data-list-outcome]")) {
      button.setAttribute("aria-pressed", String(button.dataset.listOutcome === ""));
    }
    if (!taking) return;
    taking = false;
    const next = document.querySelector("[data-list-take]") || document.getElementById("list-report");
    if (next) next.focus();
  }

  /* The text to edit is the list of the address. */
  function fillText(found) {
    const box = document.getElementById("list-text");
    if (box && document.activeElement !== box) box.value = found ? found.lines.input.join("\n") : "";
  }

  function given() {
    const { by, rows } = gcd.current.fields;
    const symbols = gcd.symbolsOf(gcd.current.fields) || [];
    return { ...(keptFor(symbols) || { symbols, lines: null, name: null, notes: [], aside: [] }), by, rows };
  }

  /* Put the meant symbol in the place of an ambiguous or unknown line. */
  function take(button) {
    const list = given();
    const lines = list.lines || list.symbols.map((_, i) => i + 1);
    const { listTake, line, input } = button.dataset;
    const at = list.symbols.findIndex((text, i) => text === input && lines[i] === Number(line));
    if (at < 0) return;
    const symbols = list.symbols.with ? list.symbols.with(at, listTake) : Object.assign([...list.symbols], { [at]: listTake });
    taking = true;
    open({ ...list, symbols });
  }

  /* The CSV is the JSON's own: same service, same numbers. */
  async function exported(table, kind) {
    const list = given();
    const answer = await fetch(`${gcd.prefix()}api/v1/list?format=${kind}&table=${table}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({
        symbols: list.symbols,
        lines: list.lines,
        release: now.release,
        without_flagged: gcd.current.fields.flagged === "no",
        selected_by: (gcd.current.fields.by || "").split(",").filter(Boolean),
        origin: { aside: list.aside || [], rows: gcd.current.fields.rows || null },
      }),
    });
    if (!answer.ok) throw new Error((await answer.json()).problem.message);
    const named = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
    const file = named ? named[1] : "gene-list.csv";
    if (kind === "csv") gcd.saveCsv(file, await answer.text());
    else gcd.saveFile(file, await answer.blob());
  }

  /* What the CSV of a table's rows says of itself; `Ranked CSV` and `Report CSV` say the same. */
  function describe(grid, panel, what, file) {
    gcd.gridFacts[grid] = () => ({
      title: `${what} of a list, ${now.label}`,
      file: `gene-list_${now.release}_${file}_shown`,
      lines: [
        `Release: ${now.release}`,
        `Genome build: ${now.build}`,
        `LOEUF threshold: ${now.threshold}, recommended by gnomAD for this release`,
        ...(now.without_flagged ? ["Ranks: without genes that gnomAD flags"] : []),
        ...(gcd.current.fields.rows ? [`Rows: ${gcd.current.fields.rows}`] : []),
        ...selectedBy(),
        ...gcd.sourceLines(document.getElementById(panel)),
      ],
    });
  }

  /* Metrics that the list was chosen by, and those that the ranked table is filtered by now. */
  function selectedBy() {
    const grid = gcd.grid && gcd.grid("list-ranked");
    const filtered = grid ? Object.keys(grid.getFilterModel() || {}).map((name) => (name === "below_words" ? "loeuf" : name)) : [];
    const names = [...new Set([...(gcd.current.fields.by || "").split(","), ...filtered.filter((name) => METRICS.test(name))])];
    const found = names.filter(Boolean);
    return found.length ? [`Selected by: ${found.join(", ")}`] : [];
  }

  gcd.gridFacts = gcd.gridFacts || {};
  describe("list-ranked", "list-genes", "ranked genes", "ranked");
  describe("list-lines", "list-report", "what became of each symbol", "report");

  const ACTIONS = {
    explore: () => gcd.openSet("explore", now.symbols, now.release, gcd.current.fields.by),
    compare: () => gcd.openSet("compare", now.symbols.slice(0, COMPARED), now.release),
    "copy-symbols": () => gcd.copy(now.symbols.join("\n"), `${now.symbols.length.toLocaleString("en")} symbols copied.`),
    "copy-link": () => {
      if (gcd.current.fields.set) gcd.toast("A list this long does not fit a link: save the ranked CSV and load it again.");
      else gcd.copy(window.location.href, "Link copied.");
    },
    "copy-methods": () => gcd.copy(document.getElementById("list-methods-text").textContent, "Paragraph copied."),
  };

  function filterLines(button) {
    const outcome = button.dataset.listOutcome;
    gcd.withGrid("list-lines", (grid) => grid.setFilterModel(outcome ? { outcome: [outcome] } : null));
    for (const other of document.querySelectorAll("[data-list-outcome]")) {
      other.setAttribute("aria-pressed", String(other === button));
    }
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || !gcd.current || gcd.current.view !== "list") return;
    const { listAction, listExport, listTake, listOutcome } = button.dataset;
    if (listAction && ACTIONS[listAction] && now) ACTIONS[listAction]();
    const [table, kind] = (listExport || "").split(".");
    if (listExport && now) exported(table, kind || "csv").catch((error) => gcd.toast(`The export failed: ${error.message}`));
    if (listTake) take(button);
    if (listOutcome !== undefined) filterLines(button);
  });

  gcd.clientside({ take_list: takeList, asked_list: askedList, show_list: showList });
})();
