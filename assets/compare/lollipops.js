/* Lollipops of several genes on one axis: residues, percent of length, or residues from the first
 * one of a shared domain. Data stay in residues; each plot's window and ticks are moved instead. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const MOST = 8;
  const AT_ONCE_MS = 40;
  const SQUEEZING = 5; // times as long as the next protein
  const NONE = "none"; // class=none: every chip is off
  const NEAR = "120px 0px"; // so far below the window a plot counts as seen
  const SETTLE_MS = 150; // the plots above have their heights by then
  let base = null; // what the server sent: {for, genes, shared}
  let windowShown = null; // [from, to] on the common axis, null: everything
  let last = ""; // what the plots were drawn for
  let drawing = 0; // of the last round
  let frames = 0;
  let looks = []; // what stands at each place now, all that it is drawn from
  const boxes = [];
  const inView = new Set(); // places
  const seen = new Set(); // symbols of the genes whose plots have been in view
  let told = ""; // whom the server was told of
  let looking = 0; // a timer
  let undrawn = false; // the plots have no heights yet

  const part = (name) => document.getElementById(`compare-lollipops-${name}`);
  const isHere = () => Boolean(gcd.current && gcd.current.view === "compare" && part("axis"));

  function box(place) {
    boxes[place] =
      boxes[place] ||
      gcd.lollipopIn(`compare-lollipops-drawing-${place}`, {
        zoom: ([from, to]) => zoomed(place, from, to),
        whole: () => show(null),
      });
    return boxes[place];
  }

  /* ---- what the address asks for ---- */

  function chosenSet(text, known, name, notices) {
    if (!text) return null;
    if (text === NONE) return new Set();
    const parts = text.split(",").map((one) => one.trim()).filter(Boolean);
    const good = parts.filter((one) => known.includes(one));
    const bad = parts.find((one) => !known.includes(one));
    if (bad) notices.push(`The address names no ${name} “${bad.slice(0, 40)}”${good.length ? "" : "; all are shown"}.`);
    return good.length ? new Set(good) : null;
  }

  function wanted() {
    const fields = gcd.current.fields;
    const known = part("filters").dataset;
    const notices = [];
    const domain = base.shared.find((one) => one.accession === fields.axis) || null;
    if (fields.axis && fields.axis !== "percent" && !domain) {
      notices.push(`No two of these proteins share a domain “${fields.axis.slice(0, 40)}”: residues are shown.`);
    }
    return {
      axis: fields.axis === "percent" ? "percent" : domain ? "domain" : "residue",
      domain,
      copies: gcd.domainCopies.chosen(fields.copy),
      classes: chosenSet(fields.class, known.classes.split("|"), "class", notices),
      consequences: chosenSet(fields.consequence, known.consequences.split("|"), "consequence", notices),
      genes: drawn(),
      notices,
    };
  }

  /* ---- drawing ---- */

  const drawn = () => base.genes.filter((gene) => gene.figure);

  /* The ids of the records that the filters leave, null for all. */
  function passing({ rows }, { classes, consequences }) {
    if (!classes && !consequences) return null;
    const fits = (id, i) =>
      (!classes || classes.has(rows.class[i])) && (!consequences || consequences.has(rows.consequence[i]));
    return new Set(rows.id.filter(fits));
  }

  /* A few plots at once, then the page answers in between: the rows above are painted first. */
  async function drawInTurn(plots) {
    const own = (drawing += 1);
    let begun = -AT_ONCE_MS;
    for (const [place, figure, left, look] of plots) {
      if (looks[place] === look && part(`drawing-${place}`).layout) {
        await box(place).relabel(figure.layout.meta);
        continue;
      }
      if (performance.now() - begun > AT_ONCE_MS) {
        await new Promise((done) => setTimeout(done));
        begun = performance.now();
      }
      if (own !== drawing) return; // the address has changed meanwhile
      looks[place] = look;
      await box(place).draw(figure, left);
    }
    undrawn = false;
    takeNote();
  }

  /* ---- whose plots have been in view: of those alone ClinVar is asked ---- */

  const panel = () => document.getElementById("panel-compare-lollipops");
  const namesSeen = () => base.genes.map((gene) => gene.symbol).filter((symbol) => seen.has(symbol));

  /* A plot that is not drawn yet is no obstacle for those below it: they are not in view for that. */
  function takeNote() {
    clearTimeout(looking);
    looking = setTimeout(() => {
      if (!base || !isHere() || undrawn || panel().dataset.for !== base.for) return;
      for (const place of inView) if (base.genes[place]) seen.add(base.genes[place].symbol);
      const names = JSON.stringify([base.for, namesSeen()]);
      if (names === told || !namesSeen().length) return;
      told = names;
      gcd.askAgain(panel(), "view");
    }, SETTLE_MS);
  }

  const watcher = new IntersectionObserver(
    (changes) => {
      for (const { target, isIntersecting } of changes) {
        const place = Number(target.id.split("-").at(-1));
        if (isIntersecting) inView.add(place);
        else inView.delete(place);
      }
      takeNote();
    },
    { rootMargin: NEAR }
  );

  function watch() {
    for (let place = 0; place < MOST; place += 1) if (part(`place-${place}`)) watcher.observe(part(`place-${place}`));
  }

  function seeAll() {
    if (!base || !isHere()) return;
    for (const gene of base.genes) seen.add(gene.symbol);
    takeNote();
  }

  gcd.seenIn = (asking) => (base && asking.id === "panel-compare-lollipops" ? namesSeen() : null);

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-ask-all]")) seeAll();
  });
  // Who saves or prints wants all of it: what is not here by then says so.
  window.addEventListener("beforeprint", seeAll);
  document.addEventListener("toggle", (event) => {
    if (event.target.open && event.target.matches("#panel-compare-lollipops details.panel-menu")) seeAll();
  }, true);

  function onAxis(gene, view) {
    const { layout } = gene.figure;
    const { picture } = layout.meta;
    const words = view.axis === "residue" ? picture.xaxis.title.text : gcd.proteinAxis.words(gene, view);
    const meta = {
      ...layout.meta,
      picture: { ...picture, xaxis: { title: { text: words } } },
      frame: `${base.for}|${gene.symbol}|${(frames += 1)}`, // a new window each time
    };
    return { ...gene.figure, layout: { ...layout, xaxis: { ...layout.xaxis, ...gcd.proteinAxis.axisOf(gene, view, windowShown) }, meta } };
  }

  /* One protein may be so long that nothing can be told apart on the others. */
  function squeezed(view) {
    const byLength = drawn().sort((a, b) => b.length - a.length);
    const [longest, next] = byLength;
    if (view.axis !== "residue" || !next || longest.length < SQUEEZING * next.length) return "";
    return ` ${longest.symbol} is far longer than the others: the switch above shows each protein at full width.`;
  }

  function draw(view) {
    const plots = [];
    let shown = 0;
    let all = 0;
    base.genes.forEach((gene, place) => {
      if (!gene.figure) return;
      const left = passing(gene, view);
      all += gene.rows.id.length;
      shown += left ? left.size : gene.rows.id.length;
      const figure = onAxis(gene, view);
      const { class: classes, consequence } = gcd.current.fields;
      const look = [gene.symbol, gene.rows, gene.figure.data, gcd.proteinAxis.axisOf(gene, view, windowShown), classes, consequence];
      plots.push([place, figure, left, JSON.stringify(look)]);
    });
    drawInTurn(plots);
    const number = (count) => count.toLocaleString("en");
    // Genes are not summed out of a selection, nor a class of it.
    const every = shown === all ? "all records" : "the records that pass the filters,";
    const few = base.mixed
      ? `Showing ${every} on the plots; the genes show different sets for now, so nothing is summed. `
      : base.selection
      ? `Showing ${shown === all ? "all records of this set" : "the records of this set that pass the filters,"} on the plots. `
      : `Showing ${shown === all ? "all" : `${number(shown)} of`} ${number(all)} records on the plots. `;
    part("shown").textContent = all
      ? few +
        `Across: ${gcd.proteinAxis.words(null, view)}. Height: records at the residue.${squeezed(view)}`
      : "";
  }

  function relayout(view) {
    base.genes.forEach((gene, place) => {
      if (!gene.figure) return;
      const own = Object.entries(gcd.proteinAxis.axisOf(gene, view, windowShown)).map(([name, value]) => [`xaxis.${name}`, value]);
      box(place).relayout(Object.fromEntries(own));
    });
  }

  function show(range) {
    if (!base || !isHere()) return;
    windowShown = range;
    looks = [];
    relayout(wanted());
  }

  function zoomed(place, from, to) {
    const { zero, unit } = gcd.proteinAxis.scale(base.genes[place], wanted());
    show([(from - zero) / unit, (to - zero) / unit]);
  }

  /* ---- controls ---- */

  function paint(view) {
    const sets = { class: view.classes, consequence: view.consequences };
    for (const chip of document.querySelectorAll("#compare-lollipops-filters .filter-chip")) {
      const chosen = sets[chip.dataset.filter];
      chip.setAttribute("aria-pressed", String(!chosen || chosen.has(chip.dataset.value)));
    }
    for (const button of document.querySelectorAll('#compare-lollipops-axis [data-field="axis"]')) {
      const own = { "": "residue", percent: "percent" }[button.dataset.value];
      button.setAttribute("aria-pressed", String(own === view.axis));
    }
    const words = view.notices.join(" ");
    if (part("notice").textContent !== words) part("notice").textContent = words;
  }

  function chips(kind) {
    const all = document.querySelectorAll(`#compare-lollipops-filters .filter-chip[data-filter="${kind}"]`);
    return [...all].map((chip) => chip.dataset.value);
  }

  const acts = {
    only: ({ filter, value }) => ({ [filter]: value }),
    all: ({ filter }) => ({ [filter]: null }),
    toggle: ({ filter, value }) => {
      const view = wanted();
      const all = chips(filter);
      const before = (filter === "class" ? view.classes : view.consequences) || new Set(all);
      const after = all.filter((one) => (one === value ? !before.has(one) : before.has(one)));
      return { [filter]: after.length === all.length ? null : after.join(",") || NONE };
    },
  };

  function apply() {
    if (!base || !isHere()) return;
    const view = wanted();
    paint(view);
    base.genes.forEach((gene, place) => gcd.domainCopies.show(part(`copy-${place}`), gene, view));
    for (let place = base.genes.length; place < MOST; place += 1) {
      if (part(`copy-${place}`)) part(`copy-${place}`).replaceChildren();
    }
    const { class: classes, consequence, axis, copy } = gcd.current.fields;
    const key = JSON.stringify([base.for, classes, consequence, axis, copy]);
    if (key === last) return;
    if (!last || JSON.stringify(JSON.parse(last).slice(3)) !== JSON.stringify([axis ?? null, copy ?? null])) windowShown = null;
    last = key;
    draw(view);
  }

  function showLollipops(sent) {
    if (!sent || base === sent) return;
    base = sent;
    last = "";
    watch();
    undrawn = drawn().length > 0;
    apply();
    takeNote();
  }

  function leave() {
    if (gcd.current.view === "compare" || !base) return;
    base = null;
    last = "";
    told = "";
    seen.clear();
    inView.clear();
    watcher.disconnect();
    looks = [];
    for (const one of boxes) if (one) one.purge();
  }

  gcd.clientside({ show_lollipops: showLollipops });

  document.addEventListener("gcd:address", () => {
    leave();
    apply();
  });
  document.addEventListener("click", (event) => {
    const set = event.target.closest("[data-compare-set]");
    // Another set has other classes and, on another sequence, other copies of a domain.
    if (set && base) gcd.setFields({ source_set: set.dataset.compareSet, class: null, consequence: null, copy: null });
    const button = event.target.closest("#compare-lollipops-filters [data-act]");
    if (button && base) gcd.setFields(acts[button.dataset.act](button.dataset));
  });
  document.addEventListener("change", (event) => {
    const select = event.target.closest("[data-copy-of]");
    if (!select || !base) return;
    const copies = wanted().copies;
    copies.delete("");
    copies.set(select.dataset.copyOf, Number(select.value));
    gcd.setFields({ copy: [...copies].map(([symbol, index]) => `${symbol}:${index}`).join(",") });
  });
  // Chips are drawn anew with each answer, after the state was applied or before it.
  new MutationObserver((changes) => {
    const fresh = ({ target }) => target.closest && target.closest("#compare-lollipops-filters, #compare-lollipops-axis");
    if (base && isHere() && changes.some(fresh)) paint(wanted());
  }).observe(document.documentElement, { childList: true, subtree: true });
})();
