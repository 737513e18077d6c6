/* The address is split into stores that panels listen to, and every control with `data-field` writes
 * its value back into it. A view's own files come when it is first opened. */

import {
  decoded, fieldsOf, inside, isOwnField, open, opening, prefix, route, setCurrent, setFields, setOpening, withRelease,
} from "./address.mjs";
import { IDS, PRODUCT } from "./contract.mjs";
import { clientside, noUpdate } from "./dash.mjs";
import { closestTo, elementById, queryAll } from "./dom.mjs";
import { loadView } from "./loading.mjs";
import { unsettle } from "./ready.mjs";
import { toast } from "./share.mjs";

const LAST_GENE = "gcd-last-gene";
const FIRST_GENE = "STAT3";
/** @type {Record<string, string>} */
const VIEW_TITLES = { compare: "Compare genes", explore: "Explore", list: "Gene list", data: "Data", glossary: "Glossary", about: "About" };

/**
 * A value for a store, which stays as it is where that is the same.
 * @param {unknown} value
 * @param {unknown} before
 */
function unlessSame(value, before) {
  const same = JSON.stringify(value) === JSON.stringify(before === undefined ? null : before);
  return same ? noUpdate() : value;
}

/**
 * The fields that the server is asked with: not those that only this browser reads.
 * @param {Record<string, string>} fields
 */
const shared = (fields) => Object.fromEntries(Object.entries(fields).filter(([name]) => !isOwnField(name)));

/** @param {string} view */
function markNavigation(view) {
  for (const link of queryAll("[data-nav]")) {
    if (link.dataset.nav === view) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

/* The page is not settled until the view's files are here. */
function readAddress(pathname, ...known) {
  const here = route(pathname || "/");
  const loading = loadView(here.view);
  setOpening(loading ? here : null);
  unsettle();
  return loading ? readLater(loading, here, known) : readParts(here, ...known);
}

async function readLater(loading, here, known) {
  try {
    await loading;
  } catch (error) {
    toast(`${error.message} Reload the page.`);
  }
  if (opening !== here) return known.slice(1).map(noUpdate);
  setOpening(null);
  return readParts(here, ...known);
}

function readParts(here, search, view, gene, release, sourceSet, query) {
  const fields = fieldsOf(search);
  setCurrent({ view: here.view, gene: here.gene, release: fields.release || null, fields });
  markNavigation(here.view);
  document.dispatchEvent(new CustomEvent("gcd:address"));
  document.title = `${here.gene || VIEW_TITLES[here.view] || "Nothing here"} · ${PRODUCT}`;
  if (here.view !== "gene") {
    const stay = noUpdate();
    const asked = Object.assign(shared(fields), { view: here.view });
    return [unlessSame(here.view, view), stay, stay, stay, unlessSame(asked, query)];
  }
  return [
    unlessSame("gene", view),
    unlessSame(here.gene, gene),
    unlessSame(fields.release || null, release),
    unlessSame(fields.source_set || null, sourceSet),
    noUpdate(),
  ];
}

clientside({ read_address: readAddress });

// "/" and "/gene/" go to the last gene, or to STAT3, before anything is drawn.
if (/^(gene\/*)?$/.test(inside(window.location.pathname))) {
  const last = window.localStorage.getItem(LAST_GENE) || FIRST_GENE;
  const path = prefix() + "gene/" + encodeURIComponent(last);
  window.history.replaceState(null, "", path + window.location.search + window.location.hash);
}

/* A name that is no gene's is not what "/" goes back to. */
document.addEventListener("gcd:ready", () => {
  const view = elementById(IDS.geneView);
  if (view && view.dataset.gene) window.localStorage.setItem(LAST_GENE, view.dataset.gene);
});

/* The panel that the address names is made after the browser looked for it. Whoever scrolls
 * before the page is ready stays where they are. */
let sought = window.location.hash.slice(1);
document.addEventListener("gcd:ready", () => {
  const panel = sought && elementById(decoded(sought));
  sought = "";
  if (!panel || window.scrollY > 0) return;
  panel.scrollIntoView({ behavior: "instant" });
  panel.focus({ preventScroll: true });
});

/** @returns {HTMLAnchorElement | null} */
const linkAt = (event) => /** @type {any} */ (closestTo(event, "a[href]"));

/* A link into the dashboard changes the address; nothing is loaded anew. */
function inHouse(link) {
  return (
    link.origin === window.location.origin &&
    !link.target &&
    !link.getAttribute("href").startsWith("#") &&
    /^(gene|compare|explore|list|data|glossary|about)(\/|$)/.test(inside(link.pathname))
  );
}

/* A link that is opened elsewhere, by another button or from its menu, takes the release along. */
document.addEventListener("pointerdown", (event) => {
  const link = linkAt(event);
  if (link && inHouse(link)) link.search = withRelease(link.search);
});

document.addEventListener("click", (event) => {
  const link = linkAt(event);
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.button);
  if (!link || !plain || !inHouse(link)) return;
  event.preventDefault();
  sought = link.hash.slice(1);
  open(link.pathname, link.search, link.hash);
});

document.addEventListener("click", (event) => {
  const control = closestTo(event, "[data-field]");
  if (control) setFields({ [control.dataset.field]: control.dataset.value });
});
