/* Groups of genes: legend of the colours and filter in one, with counts. Drawn here, because the
 * groups are those of the release. */

import { toggled } from "../page/chips.mjs";
import { TOPIC_TITLES } from "../page/contract.mjs";
import { elementById, queryAll, queryOne } from "../page/dom.mjs";
import { grouped } from "../page/text.mjs";
import { written } from "./address.mjs";
import { made } from "./elements.mjs";
import { swatchOf } from "./marks.mjs";

let drawnFor = null; // the release whose groups stand there

const frame = () => elementById("explore-topics");

function chip(topic, { key, label, hint }) {
  const own = { type: "button", "data-topic": topic, "data-key": key };
  const count = made("span", { className: "chip-count" });
  const swatch = swatchOf(topic, key);
  const filter = made("button", { ...own, className: "filter-chip", "data-act": "toggle" }, swatch, made("span", {}, label), count);
  if (hint) filter.title = hint;
  const only = made("button", { ...own, className: "chip-only", "data-act": "only", "aria-label": `Only ${label}` }, "only");
  return made("span", { className: "chip-pair" }, filter, only);
}

function topicBox(name, groups) {
  const note = made("span", { className: "choice-count" });
  const all = made("button", { type: "button", className: "small-button", "data-act": "all", "data-topic": name }, "All");
  const chips = made("div", { className: "filter-chips" }, ...groups.map((group) => chip(name, group)), all);
  return made("details", { className: "explore-topic", "data-topic": name }, made("summary", {}, TOPIC_TITLES[name], note), chips);
}

function build(base) {
  drawnFor = base;
  frame().replaceChildren(...Object.entries(base.topics).map(([name, { groups }]) => topicBox(name, groups)));
}

/* Words, marks and counts for what is shown now. */
export function show(base, state, countsOf) {
  const fresh = drawnFor !== base || !frame().firstChild;
  if (fresh) build(base);
  for (const box of queryAll("details", frame())) {
    const name = box.dataset.topic;
    const chosen = state.groups[name];
    const { groups } = base.topics[name];
    const counts = countsOf(name);
    const colours = state.colour === name;
    if (box.dataset.colours !== String(colours)) {
      box.dataset.colours = String(colours);
      if (fresh || colours) box.open = colours || Boolean(chosen);
    }
    queryOne("summary .choice-count", box).textContent = chosen ? `${chosen.size} of ${groups.length}` : colours ? "colours" : "";
    queryAll(".filter-chip", box).forEach((button, place) => {
      button.setAttribute("aria-pressed", String(!chosen || chosen.has(groups[place].key)));
      queryOne(".chip-count", button).textContent = grouped(counts[place]);
    });
  }
}

/**
 * The field of a topic once one of its groups was turned over; null: all are on.
 */
export function turned(base, state, name, key) {
  const keys = base.topics[name].groups.map((group) => group.key);
  return toggled(keys, state.groups[name], key, written.OFF);
}
