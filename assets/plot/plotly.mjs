/* What Plotly does not promise to keep: parts of its figures that its documentation does not name. Only
 * this module reads them. */

import { queryOne } from "../page/dom.mjs";

/**
 * The version of plotly.js in which these parts were read. A test compares it with the one that
 * draws, another looks at a figure: when they fail, read this file again.
 */
export const READ_IN = "4.1.1";

/**
 * An element that Plotly draws in; `layout` is there once it has drawn. The rest is what modules here
 * note on it: its width, that they listen to it, how it looks in a picture.
 * @typedef {HTMLElement & {_fullLayout?: any, data: any[], layout: any, on: (event: string, then: (given: any) => void) => void, width?: number, listening?: boolean, picture?: (width: number) => {data: any[], layout: any} | Promise<{data: any[], layout: any}>}} Figure
 */
/**
 * An axis on the screen: its window, where it begins in the figure and how long it is in pixels.
 * @typedef {{range: [number, number], offset: number, length: number, type: string, toPixel: (value: number) => number}} Axis
 */

/** @param {any} axis @returns {Axis} */
const read = (axis) => ({
  range: axis.range,
  offset: axis._offset,
  length: axis._length,
  type: axis.type,
  toPixel: (value) => axis.d2p(value),
});

/**
 * The element of this id that Plotly draws in.
 * @param {string} id
 * @returns {Figure | null}
 */
export const figureById = (id) => /** @type {any} */ (document.getElementById(id));

/**
 * Whether Plotly has drawn in an element.
 * @param {HTMLElement | null} box
 */
export const isDrawn = (box) => Boolean(box && /** @type {Figure} */ (box)._fullLayout);

/**
 * The axes of a figure as they are drawn.
 * @param {Figure} box
 */
export function axesOf(box) {
  const { xaxis, yaxis } = box._fullLayout;
  return { x: read(xaxis), y: read(yaxis) };
}

/**
 * Width and height of a figure, in pixels.
 * @param {Figure} box
 * @returns {{width: number, height: number}}
 */
export function sizeOf(box) {
  const { width, height } = box._fullLayout;
  return { width, height };
}

/**
 * Where the pointer is in the plot's area, in its pixels; null outside of it.
 * @param {Figure} box
 * @param {{clientX: number, clientY: number}} event
 * @returns {[number, number] | null}
 */
export function pointerIn(box, event) {
  const { left, top } = box.getBoundingClientRect();
  const { x, y } = axesOf(box);
  const [right, down] = [event.clientX - left - x.offset, event.clientY - top - y.offset];
  return right < 0 || right > x.length || down < 0 || down > y.length ? null : [right, down];
}

/**
 * The element over the plot's area, below what hovers over it.
 * @param {Figure} box
 */
export const areaOf = (box) => /** @type {HTMLElement} */ (queryOne(".gl-container", box));

/**
 * Whether an element is the area in which Plotly listens for drags.
 * @param {Element} target
 */
export const isDragArea = (target) => target.closest(".nsewdrag") !== null;

/**
 * The element beside Plotly's own labels, which it empties whenever no trace is under the pointer.
 * @param {Figure} box
 */
export const besideLabels = (box) => /** @type {SVGElement} */ (queryOne(".hoverlayer", box)?.parentNode);

/**
 * Draw a label as Plotly does over a point of its own.
 * @param {Figure} box
 * @param {SVGElement} layer
 * @param {{x: number, y: number, text: string, color: string}} label
 */
export function showLabel(box, layer, label) {
  const { hoverlabel, _paper } = box._fullLayout;
  const { family, size } = hoverlabel.font;
  window.Plotly.Fx.loneHover(
    { ...label, fontFamily: family, fontSize: size, textAlign: "left" },
    { container: layer, outerContainer: _paper.node(), gd: box }
  );
}

/** @param {SVGElement} layer */
export const hideLabel = (layer) => window.Plotly.Fx.loneUnhover(layer);
