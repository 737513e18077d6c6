/* All that Dash and its components look up by name on `window`, and all that scripts here ask of
 * Dash. No other module sets a property of `window`; eslint and a test look. */

/** @typedef {(...given: any[]) => any} Callback */

/**
 * Add functions that callbacks name. Dash keeps properties of its own on the object (no_update,
 * set_props), also hidden ones that a copy would lose.
 * @param {Record<string, Callback>} functions
 */
export function clientside(functions) {
  window.dash_clientside = window.dash_clientside || {};
  window.dash_clientside.gcd = Object.assign(window.dash_clientside.gcd || {}, functions);
}

/**
 * Give Dash the components of a namespace.
 * @param {"gcd_markup" | "dash_ag_grid"} namespace
 * @param {Record<string, unknown>} found
 */
export function components(namespace, found) {
  window[namespace] = found;
}

/**
 * A component that Dash has loaded, by its namespace and name.
 * @param {string} namespace
 * @param {string} name
 * @returns {any}
 */
export const componentOf = (namespace, name) => /** @type {any} */ (window)[namespace][name];

/**
 * Add functions that columns of AG Grid name.
 * @param {Record<string, Callback>} functions
 */
export function gridFunctions(functions) {
  window.dashAgGridFunctions = Object.assign(window.dashAgGridFunctions || {}, functions);
}

/**
 * Add components that columns of AG Grid name.
 * @param {Record<string, Callback>} found
 */
export function gridComponents(found) {
  window.dashAgGridComponentFunctions = Object.assign(window.dashAgGridComponentFunctions || {}, found);
}

/**
 * Set properties of a component, as a callback would.
 * @param {string} id
 * @param {Record<string, unknown>} props
 */
export function setProps(id, props) {
  window.dash_clientside.set_props(id, props);
}

/** What a callback returns for an output that is to stay as it is. */
export const noUpdate = () => window.dash_clientside.no_update;

/** Start Dash, once all that it looks up is there. */
export function start() {
  new window.DashRenderer();
}
