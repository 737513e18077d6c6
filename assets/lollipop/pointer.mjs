/* Hover and click on heads that are pixels: Plotly draws the label, as over any of its own points. */

import { besideLabels, hideLabel, showLabel } from "../plot/plotly.mjs";
import * as headLayer from "./heads.mjs";

const SVG = "http://www.w3.org/2000/svg";
const LABEL = "lollipop-label";

/* A layer of its own: Plotly empties the one of its labels whenever no trace is under the pointer. */
function layer(box) {
  /** @type {SVGGElement | null} */
  const there = box.querySelector(`.${LABEL}`);
  if (there) return there;
  const group = document.createElementNS(SVG, "g");
  group.setAttribute("class", LABEL);
  besideLabels(box).append(group);
  return group;
}

/* The record whose head stands at a height over a residue: its place among the classes, its id. */
function recordAt({ stack }, { residue, height }) {
  for (const [kind, { ids, x, y }] of stack.heads.entries()) {
    const at = x.findIndex((one, i) => one === residue && y[i] === height);
    if (at >= 0) return { kind, id: ids[at] };
  }
  return null;
}

function label(box, now, head) {
  const { kind } = recordAt(now, head);
  showLabel(box, layer(box), {
    x: head.x,
    y: head.y,
    text: now.figure.layout.meta.at[head.residue].replace("<extra></extra>", ""),
    color: now.records.classes[kind].trace.marker.color,
  });
}

/* `drawn` gives what is painted in the box, null where Plotly itself draws the heads. Returned is
 * what takes the label away, for when the heads move. */
export function watchPointer(box, drawn, pick) {
  let shown = "";

  function leave() {
    if (shown) hideLabel(layer(box));
    shown = "";
  }

  box.addEventListener("mousemove", (event) => {
    const now = drawn();
    const head = now && !event.buttons && headLayer.under(box, now.stack, event);
    if (!head) return leave();
    const key = `${head.residue} ${head.height}`;
    if (key !== shown) label(box, now, head);
    shown = key;
    return undefined;
  });
  box.addEventListener("mouseleave", leave);
  box.addEventListener("click", (event) => {
    const now = drawn();
    const head = now && headLayer.under(box, now.stack, event);
    if (head) pick(recordAt(now, head).id);
  });
  return leave;
}
