/* Slides: one figure a screen, three lines beside it at most, letters that the last row can read. A
 * slide is laid out on a stage of at least 1920 x 1080 that is scaled to the window. The slides of a
 * gene come from the server (components/gene/slides.py), those of other views from their figures. */

import { current, prefix, setFields } from "../page/address.mjs";
import { IDS } from "../page/contract.mjs";
import { elementById, queryAll, queryPart } from "../page/dom.mjs";
import { aboutPanel, panelFigure, panelsWithFigures, subjectWords } from "./page-figures.mjs";
import { restyled } from "./restyle.mjs";

const STAGE = { width: 1920, height: 1080 }; // at least
const LETTERS = { letters: 24, ticks: 22 };
const AGAIN_MS = 2000; // until a source that was being asked is looked at again
const AGAIN_MOST = 15;
const HINT = "gcd-slides-hint";
const FIELDS = ["release", "source_set", "class", "consequence", "find", "variant"];
const STEPS = { ArrowRight: 1, PageDown: 1, " ": 1, Enter: 1, ArrowLeft: -1, PageUp: -1, Backspace: -1 };
const GENES = { ArrowDown: 1, ArrowUp: -1 };
const KEYS = [
  ["→ Space Page Down", "next slide"],
  ["← Page Up", "slide before"],
  ["↓ ↑", "next gene, gene before"],
  ["Home End", "first, last slide"],
  ["F", "full screen"],
  ["B .", "black screen"],
  ["?", "these keys"],
  ["Esc", "leave"],
];

let deck = null; // {key, subject, date, slides}
let asked = "";
let again = 0;
let box = null;
let genes = () => [];
let toGene = (_step) => {};
let drawing = 0;

/* ---- what is shown ---- */

function geneKey() {
  const own = new URLSearchParams({ gene: current.gene });
  for (const name of FIELDS) if (current.fields[name]) own.set(name, current.fields[name]);
  return own.toString();
}

const viewKey = () => JSON.stringify({ ...current.fields, present: "", view: current.view });

async function geneDeck(key) {
  const response = await fetch(`${prefix()}slides.json?${key}`);
  const found = await response.json();
  if (!response.ok) throw new Error(`${found.message || "There are no slides."} ${found.hint || ""}`.trim());
  return { ...found, key };
}

async function viewDeck(key) {
  document.dispatchEvent(new CustomEvent("gcd:figures"));
  await ready();
  const today = new Date().toISOString().slice(0, 10);
  const slides = [];
  for (const panel of panelsWithFigures()) {
    const about = aboutPanel(panel);
    const figure = await panelFigure(panel);
    const source = `${about.sources.join("; ")}. Research use, not for diagnosis.`;
    if (figure) slides.push({ ...about, subject: subjectWords(), figure, rows: [], lines: [], message: "", source });
  }
  return { key, date: today, slides, refreshing: false };
}

/* The view below is drawn before its figures are copied. */
function ready() {
  const done = () => document.documentElement.dataset.ready === "true";
  return new Promise((resolve) => {
    const look = () => (done() ? resolve(undefined) : setTimeout(look, 50));
    setTimeout(look, 50);
  });
}

const places = () => (deck ? deck.slides : []);

/* The slide that the address names; the first where it names none that is here. */
function shown() {
  const at = places().findIndex(({ name }) => name === current.fields.present);
  return Math.max(at, 0);
}

/* ---- the stage ---- */

const element = (tag, className, ...inside) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...inside);
  return made;
};

function stage() {
  if (box) return box;
  box = element("section", "slides");
  box.id = "slides";
  box.tabIndex = -1;
  box.setAttribute("aria-roledescription", "slides");
  box.setAttribute("aria-label", "Slides");
  const head = element("header", "slide-head", element("h1", ""), element("span", "slide-date"), element("span", "slide-place"));
  const body = element("div", "slide-body", element("div", "slide-figure"), element("div", "slide-side"));
  const foot = element("footer", "slide-foot", element("p", "slide-source"), element("p", "slide-hint", "← → slides   ↑ ↓ genes   ? keys"));
  const keys = element("div", "slide-keys", element("h2", "", "Keys"), keyList());
  keys.hidden = true;
  box.append(element("div", "slide-stage", head, body, foot, keys));
  document.body.append(box);
  return box;
}

function keyList() {
  const list = element("dl", "");
  for (const [keys, words] of KEYS) list.append(element("dt", "", keys), element("dd", "", words));
  return list;
}

function fit() {
  const { innerWidth, innerHeight } = window;
  const scale = Math.min(innerWidth / STAGE.width, innerHeight / STAGE.height);
  const node = queryPart(".slide-stage", box);
  const size = { width: innerWidth / scale, height: innerHeight / scale };
  Object.assign(node.style, { width: `${size.width}px`, height: `${size.height}px`, transform: `scale(${scale})` });
}

function side(slide) {
  const lines = slide.lines.map(([big, small]) => element("div", "slide-line", element("b", "", big), element("span", "", small)));
  const most = 4;
  const more = slide.cautions.length - most;
  const warned = slide.cautions.slice(0, most).map((words) => element("p", "slide-caution", words));
  if (more > 0) warned.push(element("p", "slide-caution", `and ${more} more on the page`));
  return [...lines, ...warned];
}

function rows(slide) {
  return slide.rows.map(([main, small]) => element("li", "", element("b", "", main), element("span", "", small)));
}

async function paint() {
  const own = (drawing += 1);
  const node = stage();
  document.documentElement.toggleAttribute("data-present", true);
  for (const part of queryAll("header.top-bar, main, .last-line")) part.inert = true;
  fit();
  const slide = places()[shown()];
  if (!slide) return message(deck ? "There is no figure here to present." : "Loading …");
  node.dataset.slide = slide.name;
  node.dataset.drawn = "false";
  const [h1] = queryAll("h1", node);
  h1.replaceChildren(element("em", "", slide.subject), element("span", "", slide.title));
  queryPart(".slide-date", node).textContent = deck.date;
  queryPart(".slide-place", node).textContent = placeWords();
  queryPart(".slide-source", node).textContent = slide.source;
  const beside = side(slide);
  queryPart(".slide-side", node).replaceChildren(...beside);
  queryPart(".slide-side", node).hidden = !beside.length;
  const place = queryPart(".slide-figure", node);
  purge(place);
  if (slide.figure) {
    const drawn = place.appendChild(element("div", ""));
    const { clientWidth: width, clientHeight: height } = place;
    const ink = getComputedStyle(node).color;
    const figure = restyled(slide.figure, { ...LETTERS, width, height, ink });
    drawn.setAttribute("role", "img");
    drawn.setAttribute("aria-label", `${slide.subject}: ${slide.title}`);
    await window.Plotly.newPlot(drawn, figure.data, figure.layout, { staticPlot: true });
    if (own !== drawing) return undefined;
  } else if (slide.rows.length) place.append(element("ol", "slide-rows", ...rows(slide)));
  else place.append(element("p", "slide-message", slide.message || "There is nothing to show."));
  node.dataset.drawn = "true";
  return undefined;
}

function purge(place) {
  for (const drawn of queryAll(".js-plotly-plot", place)) window.Plotly.purge(drawn);
  place.replaceChildren();
}

function message(words) {
  const place = queryPart(".slide-figure", stage());
  purge(place);
  place.append(element("p", "slide-message", words));
  queryPart(".slide-side", box).replaceChildren();
  queryPart(".slide-source", box).textContent = "";
  box.dataset.slide = "";
  box.dataset.drawn = String(Boolean(deck));
}

function placeWords() {
  const set = current.view === "gene" ? genes() : [];
  const at = set.indexOf(current.gene);
  const here = `${shown() + 1} of ${places().length}`;
  return set.length > 1 && at >= 0 ? `${here} · gene ${at + 1} of ${set.length}` : here;
}

/* ---- what is called by assets/page/present.mjs ---- */

/**
 * Show the slide that the address names.
 * @param {{genes: () => string[], toGene: (step: number) => void}} around
 */
export async function show(around) {
  ({ genes, toGene } = around);
  const ofGene = current.view === "gene";
  const key = ofGene ? geneKey() : viewKey();
  if (!box || box.hidden) open();
  if (deck && deck.key === key) return paint();
  if (asked === key) return undefined;
  asked = key;
  again = 0;
  deck = null;
  await paint();
  return load(key, ofGene);
}

async function load(key, ofGene) {
  try {
    const found = await (ofGene ? geneDeck(key) : viewDeck(key));
    if (asked !== key || !current.fields.present) return;
    deck = found;
    await paint();
    if (found.refreshing && (again += 1) <= AGAIN_MOST) setTimeout(() => asked === key && load(key, ofGene), AGAIN_MS);
  } catch (error) {
    asked = "";
    message(error.message);
    box.dataset.drawn = "true";
  }
}

function open() {
  const node = stage();
  node.hidden = false;
  node.focus({ preventScroll: true });
  if (window.localStorage.getItem(HINT)) return;
  window.localStorage.setItem(HINT, "seen");
  queryPart(".slide-keys", node).hidden = false;
}

/** Give the page back. */
export function leave() {
  document.documentElement.toggleAttribute("data-present", false);
  for (const part of queryAll("header.top-bar, main, .last-line")) part.inert = false;
  deck = null;
  asked = "";
  if (!box || box.hidden) return;
  box.hidden = true;
  box.toggleAttribute("data-blank", false);
  purge(queryPart(".slide-figure", box));
  if (document.fullscreenElement) document.exitFullscreen();
  elementById(IDS.presentSwitch)?.focus({ preventScroll: true });
}

/* ---- keys ---- */

const go = (place) => {
  const slide = places()[Math.min(Math.max(place, 0), places().length - 1)];
  if (slide) setFields({ present: slide.name }, { replace: true });
};

const acts = {
  Home: () => go(0),
  End: () => go(places().length - 1),
  Escape: () => setFields({ present: null }),
  "?": () => toggleKeys(),
  f: () => (document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()),
  b: () => box.toggleAttribute("data-blank"),
  ".": () => box.toggleAttribute("data-blank"),
};

function toggleKeys() {
  const keys = queryPart(".slide-keys", box);
  keys.hidden = !keys.hidden;
}

document.addEventListener(
  "keydown",
  (event) => {
    if (!box || box.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const known = key in acts || key in STEPS || key in GENES;
    if (!known) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (key !== "?") queryPart(".slide-keys", box).hidden = true;
    if (!["b", "."].includes(key)) box.toggleAttribute("data-blank", false);
    if (key in acts) acts[key]();
    else if (key in STEPS) go(shown() + STEPS[key]);
    else if (current.view === "gene") toGene(GENES[key]);
  },
  true // before the page's own keys
);

let width = 0;
window.addEventListener("resize", () => {
  if (!box || box.hidden) return;
  cancelAnimationFrame(width);
  width = requestAnimationFrame(() => paint());
});
new MutationObserver(() => box && !box.hidden && paint()).observe(document.documentElement, { attributeFilter: ["data-bs-theme"] });
