/* Elements of the page, by what they are found by. */

/**
 * An element; a control has more than every element has.
 * @typedef {HTMLElement & {value: string, checked: boolean, disabled: boolean, open: boolean, files: FileList, options: HTMLOptionsCollection, select: () => void}} PageElement
 */

/**
 * @param {string} id
 * @returns {PageElement | null}
 */
export const elementById = (id) => /** @type {any} */ (document.getElementById(id));

/**
 * The first element of a selector.
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {PageElement | null}
 */
export const queryOne = (selector, within = document) => within.querySelector(selector);

/**
 * The same where it is always there.
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {PageElement}
 */
export const queryPart = (selector, within = document) => /** @type {any} */ (within.querySelector(selector));

/**
 * All elements of a selector.
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {PageElement[]}
 */
export const queryAll = (selector, within = document) => [...within.querySelectorAll(selector)].map((found) => /** @type {any} */ (found));

/**
 * The element of a selector that an event or a change is at or in; null where there is none.
 * @param {{target: EventTarget | null}} event
 * @param {string} selector
 * @returns {PageElement | null}
 */
export function closestTo({ target }, selector) {
  return target instanceof Element ? /** @type {any} */ (target.closest(selector)) : null;
}

/**
 * The element that an event or a change is at; its own words only where it is an element.
 * @param {{target: EventTarget | null}} event
 * @returns {PageElement}
 */
export const targetOf = ({ target }) => /** @type {any} */ (target);
