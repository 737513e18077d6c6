/* Draws the trees of components/html/markup.py: elements and text, nothing else. A string is always
 * text to React, so what comes from outside cannot become markup. */

import { components } from "./dash.mjs";

/**
 * @param {any} content a tree
 * @param {number} [key]
 * @returns {any}
 */
function drawn(content, key) {
  if (content === null || content === undefined) return null;
  if (Array.isArray(content)) return content.map(drawn);
  if (typeof content !== "object") return content;
  const props = Object.assign({ key }, content.props);
  const inside = content.inside;
  return Array.isArray(inside)
    ? window.React.createElement(content.tag, props, ...inside.map(drawn))
    : window.React.createElement(content.tag, props, drawn(inside));
}

/** @param {Record<string, any>} props */
function Markup(props) {
  /** @type {Record<string, unknown>} */
  const own = {};
  for (const [name, value] of Object.entries(props)) {
    if (/^(id|className|hidden|role|data-.*|aria-.*)$/.test(name)) own[name] = value;
  }
  const tree = props.tree;
  const inside = Array.isArray(tree) ? tree.map(drawn) : [drawn(tree)];
  return window.React.createElement(props.tag || "div", own, ...inside);
}

components("gcd_markup", { Markup });
