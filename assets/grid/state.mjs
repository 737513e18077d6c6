/* What a table shows, as a field of the address: words, filters of columns, sort, order of columns, and
 * whether rows are in sight that are hidden at first. Nothing stands there for what is usual. */

/** @typedef {any} GridApi */
/** @typedef {{find: string, filter: Record<string, unknown>, sort: string, order: string[], all: boolean}} TableState */

const FIELD = "table.";
const UNSORTED = "none";

/**
 * The field of the address that has a grid's state.
 * @param {string} id
 */
export const fieldOf = (id) => FIELD + id;

/** @param {string} name */
export const isTableField = (name) => name.startsWith(FIELD);

/** @returns {TableState} */
const nothing = () => ({ find: "", filter: {}, sort: "", order: [], all: false });

/**
 * @param {TableState} state
 * @param {{sort: string, order: string[]}} usual of this grid
 */
export function writtenState(state, usual) {
  const text = new URLSearchParams();
  if (state.find) text.set("find", state.find);
  if (Object.keys(state.filter).length) text.set("filter", JSON.stringify(state.filter));
  if (state.sort !== usual.sort) text.set("sort", state.sort || UNSORTED);
  if (state.order.join() !== usual.order.join()) text.set("order", state.order.join());
  if (state.all) text.set("all", "1");
  return text.toString();
}

/**
 * What a field says; what is malformed in it is left out.
 * @param {string | undefined} text
 * @param {{sort: string, order: string[]}} usual
 * @returns {TableState}
 */
export function parsedState(text, usual) {
  const found = new URLSearchParams(text || "");
  const sort = found.get("sort");
  return {
    ...nothing(),
    find: found.get("find") || "",
    filter: parsedFilter(found.get("filter")),
    sort: sort === null ? usual.sort : sort === UNSORTED ? "" : sort,
    order: known(found.get("order"), usual.order),
    all: found.get("all") === "1",
  };
}

/** @param {string | null} text */
function parsedFilter(text) {
  try {
    const found = JSON.parse(text || "{}");
    return found && typeof found === "object" && !Array.isArray(found) ? found : {};
  } catch {
    return {}; // a link that was cut
  }
}

/* Columns that an order does not name follow it; those that there are no more are left out. */
/** @type {(text: string | null, usual: string[]) => string[]} */
function known(text, usual) {
  const named = (text || "").split(",").filter((name) => usual.includes(name));
  return [...named, ...usual.filter((name) => !named.includes(name))];
}

/** @param {GridApi} api */
export function sortOf(api) {
  /** @type {{colId: string, sort?: string | null, sortIndex?: number | null}[]} */
  const columns = api.getColumnState();
  const sorted = columns.filter(({ sort }) => sort).sort((a, b) => (a.sortIndex ?? 0) - (b.sortIndex ?? 0));
  return sorted.map(({ colId, sort }) => `${colId}.${sort}`).join();
}

/**
 * @param {GridApi} api
 * @returns {string[]}
 */
export const orderOf = (api) => api.getColumnState().map((/** @type {{colId: string}} */ column) => column.colId);

/**
 * Sort and order the columns of a grid, and filter them; a column that is no more is left out.
 * @param {GridApi} api
 * @param {TableState} state
 */
export function applyState(api, state) {
  const sorts = state.sort.split(",").filter(Boolean).map((part) => part.split(/\.(?=[^.]*$)/));
  const columns = state.order.map((colId) => {
    const index = sorts.findIndex(([name]) => name === colId);
    const [, sort] = sorts[index] || [];
    return { colId, sort: sort === "asc" || sort === "desc" ? sort : null, sortIndex: index < 0 ? null : index };
  });
  api.applyColumnState({ state: columns, applyOrder: true });
  const filters = Object.entries(state.filter).filter(([name]) => state.order.includes(name));
  api.setFilterModel(filters.length ? Object.fromEntries(filters) : null);
}
