/* Draws the trees of components/html/elements.py: elements, components of dash-bootstrap-components,
 * text. A string is always text to React, so what comes from outside cannot become markup. */

import { prefix } from "./address.mjs";
import { componentOf, components } from "./dash.mjs";

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
  // "~/" is where the app is served: a tree that is made once does not know it.
  if (typeof props.href === "string" && props.href.startsWith("~/")) props.href = prefix() + props.href.slice(2);
  for (const [name, node] of Object.entries(content.nodes || {})) props[name] = drawn(node);
  const kind = content.namespace ? componentOf(content.namespace, content.tag) : content.tag;
  const inside = content.inside;
  return Array.isArray(inside)
    ? window.React.createElement(kind, props, ...inside.map(drawn))
    : window.React.createElement(kind, props, drawn(inside));
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
