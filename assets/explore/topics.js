/* Groups of genes: legend of the colours and filter in one, with counts. Drawn here, because the
 * groups are those of the release. */
(function () {
  "use strict";

  const gcd = (window.gcd = window.gcd || {});
  const TITLES = {
    inheritance: "Inheritance (HPO)", clingen: "ClinGen class", chromosome: "Chromosome", flag: "Flag",
    depmap: "DepMap, cancer cell lines", impc: "IMPC, knockout mice",
  };
  let drawnFor = null; // the release whose groups stand there

  const frame = () => document.getElementById("explore-topics");
  const number = (count) => gcd.exploreNumber(count);

  function made(tag, own, ...inside) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(own)) {
      if (name === "className") element.className = value;
      else element.setAttribute(name, value);
    }
    element.append(...inside);
    return element;
  }

  function chip(topic, { key, label, hint }) {
    const own = { type: "button", "data-topic": topic, "data-key": key };
    const count = made("span", { className: "chip-count" });
    const swatch = gcd.exploreSwatch(topic, key);
    const filter = made("button", { ...own, className: "filter-chip", "data-act": "toggle" }, swatch, made("span", {}, label), count);
    if (hint) filter.title = hint;
    const only = made("button", { ...own, className: "chip-only", "data-act": "only", "aria-label": `Only ${label}` }, "only");
    return made("span", { className: "chip-pair" }, filter, only);
  }

  function topicBox(name, groups) {
    const note = made("span", { className: "choice-count" });
    const all = made("button", { type: "button", className: "small-button", "data-act": "all", "data-topic": name }, "All");
    const chips = made("div", { className: "filter-chips" }, ...groups.map((group) => chip(name, group)), all);
    return made("details", { className: "explore-topic", "data-topic": name }, made("summary", {}, TITLES[name], note), chips);
  }

  function build(base) {
    drawnFor = base;
    frame().replaceChildren(...Object.entries(base.topics).map(([name, { groups }]) => topicBox(name, groups)));
  }

  /* Words, marks and counts for what is shown now. */
  function show(base, state, countsOf) {
    const fresh = drawnFor !== base || !frame().firstChild;
    if (fresh) build(base);
    for (const box of frame().children) {
      const name = box.dataset.topic;
      const chosen = state.groups[name];
      const { groups } = base.topics[name];
      const counts = countsOf(name);
      const colours = state.colour === name;
      if (box.dataset.colours !== String(colours)) {
        box.dataset.colours = String(colours);
        if (fresh || colours) box.open = colours || Boolean(chosen);
      }
      box.querySelector("summary .choice-count").textContent = chosen ? `${chosen.size} of ${groups.length}` : colours ? "colours" : "";
      box.querySelectorAll(".filter-chip").forEach((button, place) => {
        button.setAttribute("aria-pressed", String(!chosen || chosen.has(groups[place].key)));
        button.querySelector(".chip-count").textContent = number(counts[place]);
      });
    }
  }

  /* The groups that are on once one of them was turned over; null: all. */
  function toggled(base, state, name, key) {
    const keys = base.topics[name].groups.map((group) => group.key);
    const before = state.groups[name] || new Set(keys);
    const after = keys.filter((other) => (other === key ? !before.has(other) : before.has(other)));
    if (after.length === keys.length) return null;
    return after.join(",") || gcd.exploreFields.OFF;
  }

  gcd.exploreTopics = { show, toggled, made };
})();
