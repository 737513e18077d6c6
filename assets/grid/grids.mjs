/* Which grids there are. A table begins as plain rows (stand-in.mjs) and becomes AG Grid later, or when
 * somebody wants it; the page may build it again. `whenGrid` waits for one, `onGrid` is told of each. */

import { frameOf } from "./frame.mjs";

/** @typedef {any} GridApi AG Grid's api */
/** @typedef {{build: () => void, rows: boolean}} StandIn what makes it the grid; whether it has rows */

const PAUSE_MS = 30;
/** @type {Map<string, GridApi>} */
const built = new Map();
/** @type {Map<string, StandIn>} */
const standIns = new Map();
/** @type {Map<string, ((api: GridApi) => void)[]>} */
const awaited = new Map();
/** @type {[string | null, (api: GridApi, id: string) => void][]} */
const listeners = [];

/**
 * AG Grid's api, or null before the grid is there.
 * @param {string} id
 */
export function gridOf(id) {
  const api = built.get(id);
  return api && !api.isDestroyed() ? api : null;
}

/** @param {GridApi} api */
export const idOf = (api) => [...built.keys()].find((id) => built.get(id) === api);

/**
 * Wait for a grid, which is built now if it is not there yet.
 * @param {string} id
 * @returns {Promise<GridApi>}
 */
export function whenGrid(id) {
  const api = gridOf(id);
  if (api) return Promise.resolve(api);
  return new Promise((resolve) => {
    awaited.set(id, [...(awaited.get(id) || []), resolve]);
    const frame = frameOf(id);
    if (frame) frame.dataset.wanted = "true";
    become(id);
  });
}

/**
 * Be told of a grid each time that it is built; of every grid with null.
 * @param {string | null} id
 * @param {(api: GridApi, id: string) => void} listener
 */
export function onGrid(id, listener) {
  listeners.push([id, listener]);
}

/**
 * Enter a stand-in; returned is what takes it out again.
 * @param {string} id
 * @param {StandIn} standIn
 */
export function enterStandIn(id, standIn) {
  standIns.set(id, standIn);
  if (frameOf(id)?.dataset.wanted) become(id);
  return () => standIns.delete(id);
}

/** @param {string} id */
export const isStandIn = (id) => standIns.has(id);

/** Stand-ins that have rows. */
export const standInsWithRows = () => [...standIns].filter(([, { rows }]) => rows).map(([id]) => id);

/**
 * Make a stand-in the grid. Whoever reads a link of the plain rows with the keyboard does not lose
 * the place.
 * @param {string} id
 */
export function become(id) {
  const place = document.activeElement && document.activeElement.closest(".grid-cover");
  if (place && place.id === id) {
    place.addEventListener("focusout", () => become(id), { once: true });
    return;
  }
  const standIn = standIns.get(id);
  standIns.delete(id);
  if (standIn) standIn.build();
}

/**
 * Get to know a grid that is being built. Dash's own part of it knows the api only after one more
 * render, and would fall over a selection before that.
 * @param {string} id
 * @param {GridApi} [before]
 */
export function meet(id, before) {
  const api = apiOf(id);
  if (!api || api !== before) {
    if (frameOf(id)) setTimeout(() => meet(id, api), PAUSE_MS);
    return;
  }
  if (built.get(id) === api) return;
  built.set(id, api);
  // The page may build the grid again: the next one is another.
  api.addEventListener("gridPreDestroyed", () => setTimeout(() => meet(id), PAUSE_MS));
  for (const [only, listener] of listeners) if (only === null || only === id) listener(api, id);
  for (const resolve of awaited.get(id) || []) resolve(api);
  awaited.delete(id);
}

/** @param {string} id */
function apiOf(id) {
  const suite = window.dash_ag_grid;
  try {
    return suite && suite.getApi ? suite.getApi(id) : null;
  } catch {
    return null; // not built yet
  }
}
