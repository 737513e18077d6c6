/* Modules, scripts and style sheets that are fetched when they are first needed: those of a view that
 * the page did not begin with, and those of AG Grid. */

import { IDS } from "./contract.mjs";
import { elementById } from "./dom.mjs";

/** @type {Map<string, Promise<unknown>>} */
const loaded = new Map(); // by address
/** @type {Set<string>} */
const there = new Set(); // views whose files are all here

/** @param {string} address */
function fetched(address) {
  const file = address.split("?")[0];
  const failure = () => new Error(`A part of the page did not load: ${file}.`);
  if (file.endsWith(".mjs")) {
    return import(address).catch((error) => {
      console.error(error);
      throw failure();
    });
  }
  const style = file.endsWith(".css");
  const tag = style
    ? Object.assign(document.createElement("link"), { rel: "stylesheet", href: address })
    : Object.assign(document.createElement("script"), { async: false, src: address }); // in the order given
  return new Promise((resolve, reject) => {
    tag.onload = resolve;
    tag.onerror = () => reject(failure());
    document.head.append(tag);
  });
}

/**
 * Fetch a file once; one that failed is fetched again when it is asked for again.
 * @param {string} address
 */
export function load(address) {
  const known = loaded.get(address);
  if (known) return known;
  const coming = fetched(address);
  coming.catch(() => loaded.delete(address));
  loaded.set(address, coming);
  return coming;
}

/** @param {string} name */
function filesOf(name) {
  const list = elementById(IDS.viewFiles);
  /** @type {string[]} */
  const files = (list && JSON.parse(list.textContent || "{}")[name]) || [];
  return files;
}

/**
 * Fetch a folder that no page begins with, and return its module.
 * @param {string} name
 * @returns {Promise<any>}
 */
export async function loadModule(name) {
  const [module] = await Promise.all(filesOf(name).map(load));
  return module;
}

/**
 * Return a promise of a view's own files, or null if there is nothing to wait for.
 * @param {string} view
 */
export function loadView(view) {
  const files = filesOf(view);
  if (!files.length || there.has(view)) return null;
  return Promise.all(files.map(load)).then(() => there.add(view));
}
