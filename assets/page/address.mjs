/* The address is the state of the view: what it says, and how to change it. */

import { IDS } from "./contract.mjs";
import { setProps } from "./dash.mjs";
import { elementById } from "./dom.mjs";

/** @typedef {Record<string, string>} Fields */
/** @typedef {{view: string, gene: string | null}} Route */
/** @typedef {Route & {release: string | null, fields: Fields}} Address */

/**
 * What the page shows now; null before the address was read for the first time.
 * @type {Address | null}
 */
export let current = null;

/**
 * The view that the address names while its own files are on their way, else null.
 * @type {Route | null}
 */
export let opening = null;

/** What the page shows now, once the address was read. */
export const addressNow = () => /** @type {Address} */ (current);

/** @param {Address} address */
export function setCurrent(address) {
  current = address;
}

/** @param {Route | null} to */
export function setOpening(to) {
  opening = to;
}

/** The path below which the app is served: "/" or "/constraint/". */
export function prefix() {
  const config = elementById("_dash-config");
  return config ? JSON.parse(config.textContent || "{}").requests_pathname_prefix || "/" : "/";
}

/**
 * A path without what the app is served below and without leading slashes.
 * @param {string} pathname
 */
export function inside(pathname) {
  const base = prefix();
  const path = pathname.startsWith(base) ? pathname.slice(base.length) : pathname;
  return path.replace(/^\/+/, "");
}

/** @param {string} text */
export function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a lone % is looked up as it stands, and not found with a clear message
  }
}

/**
 * "/gene/STAT3" -> {view: "gene", gene: "STAT3"}; a symbol may hold an encoded slash.
 * @param {string} pathname
 * @returns {Route}
 */
export function route(pathname) {
  const path = inside(pathname);
  const cut = path.indexOf("/");
  const view = cut < 0 ? path : path.slice(0, cut);
  if (view === "gene") return { view: "gene", gene: decoded(cut < 0 ? "" : path.slice(cut + 1)) };
  const below = cut < 0 ? "" : path.slice(cut + 1).replace(/\/+$/, "");
  return { view: below ? "missing" : view || "gene", gene: null };
}

/**
 * Fields that the browser alone reads: what tables show, the window of plots, of which data a link was.
 * @param {string} name
 */
export const isOwnField = (name) => /^(table\.|window$|tool$|data$)/.test(name);

/**
 * @param {string} search
 * @returns {Fields}
 */
export const fieldsOf = (search) => Object.fromEntries(new URLSearchParams(search || ""));

/**
 * A query with some fields set, or cleared where they have no value; the others stay.
 * @param {string} search
 * @param {Record<string, string | null | undefined>} changes
 */
export function changed(search, changes) {
  const query = new URLSearchParams(search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null || value === undefined || value === "") query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return text ? `?${text}` : "";
}

/** The query that is on its way into the address: Dash writes it a moment later. @type {string | null} */
let coming = null;

function settled() {
  if (window.location.search === coming) coming = null;
}
document.addEventListener("gcd:address", settled);
window.addEventListener("popstate", () => { coming = null; });

/**
 * Set or clear fields of the address; `replace` leaves no step to go back.
 * @param {Record<string, string | null | undefined>} changes
 * @param {{replace?: boolean}} [options]
 */
export function setFields(changes, options) {
  settled();
  const before = coming ?? window.location.search;
  const search = changed(before, changes);
  if (search === before) return;
  coming = search;
  if (options && options.replace) {
    const { pathname, hash } = window.location;
    window.history.replaceState(window.history.state, "", pathname + search + hash);
    // With the address as a whole: Dash takes an older one for a wish to go back there.
    setProps(IDS.address, { search, href: window.location.href });
    return;
  }
  setProps(IDS.address, { search });
}

/**
 * The preferred release of this page stays in the next one's address, unless that names another.
 * @param {string} search
 */
export function withRelease(search) {
  const query = new URLSearchParams(search);
  const release = new URLSearchParams(window.location.search).get("release");
  if (!release || query.has("release")) return search;
  query.set("release", release);
  return `?${query.toString()}`;
}

/**
 * Go to another address of the dashboard; nothing is loaded anew.
 * @param {string} pathname
 * @param {string} search
 * @param {string} hash
 */
export function open(pathname, search, hash) {
  coming = null;
  setProps(IDS.address, { pathname, search: withRelease(search), hash });
  window.scrollTo(0, 0);
}

/**
 * Open a view of several genes: "compare", "explore", "list".
 * @param {string} view
 * @param {Record<string, string | null | undefined>} [fields]
 */
export function openView(view, fields) {
  open(prefix() + view, changed("", fields || {}), "");
}

/** @param {string} symbol */
export function openGene(symbol) {
  open(prefix() + "gene/" + encodeURIComponent(symbol), "", "");
}
