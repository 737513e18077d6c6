/* Elements of the page out of names, attributes and texts: what comes from outside stays text. */

/**
 * @param {string} tag
 * @param {Record<string, any>} own
 * @param {(Node | string)[]} inside
 */
export function made(tag, own, ...inside) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(own)) {
    if (name === "className") element.className = value;
    else element.setAttribute(name, value);
  }
  element.append(...inside);
  return element;
}
