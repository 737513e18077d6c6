/* A visitor's own variants under the protein: heads that hang from it, a colour for each label. */

import { escaped } from "../page/text.mjs";

/** @typedef {{id: string, protein_change: string, position: number, label: string, note?: string | null}} Own */

const COLOURS = ["#117733", "#332288", "#AA4499", "#882255", "#44AA99", "#999933", "#661100"];
const OTHERS = "#555555"; // labels beyond the colours
const LEVEL_PX = 13;
const ROOM_PX = [34, 130]; // of the row, least and most
const GAP_PX = 4; // between the protein and the row
const AXIS = "y3";

/**
 * The labels with their colours, the commonest first; those beyond the colours share one.
 * @param {Own[]} rows
 * @returns {Map<string, string>}
 */
export function labelColours(rows) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { label } of rows) counts.set(label, (counts.get(label) || 0) + 1);
  const ordered = [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  return new Map(ordered.map(([label], place) => [label, COLOURS[place] || OTHERS]));
}

/**
 * Heads that hang from the protein, by label, and how many are at the fullest residue.
 * @param {Own[]} rows that are shown
 * @param {Map<string, string>} colours of all labels
 */
export function hangingHeads(rows, colours) {
  /** @type {Map<number, number>} */
  const depth = new Map();
  const heads = [...colours].map(([label, colour]) => {
    const own = rows.filter((row) => row.label === label);
    const y = own.map(({ position }) => {
      const level = (depth.get(position) || 0) + 1;
      depth.set(position, level);
      return level;
    });
    return { label, colour, rows: own, y };
  });
  return { heads, depth, deepest: Math.max(0, ...depth.values()) };
}

/** @param {Own} row */
function hover({ position, protein_change: change, label, note }) {
  const words = [escaped(change), label && escaped(label), note && escaped(note)].filter(Boolean);
  return `<b>Residue ${position}</b> · my variant<br>${words.join(" · ")}`;
}

/**
 * The traces of the row.
 * @param {ReturnType<typeof hangingHeads>} hanging
 */
function traces({ heads, depth }) {
  const shape = { type: "scatter", yaxis: AXIS };
  const stems = {
    ...shape, uid: "own-stems", mode: "lines", hoverinfo: "skip", line: { color: "#94a3b8", width: 1 },
    x: [...depth.keys()].flatMap((at) => [at, at, null]), y: [...depth.values()].flatMap((level) => [0, level, null]),
  };
  const kinds = heads.map(({ label, colour, rows, y }) => ({
    ...shape,
    uid: `own-${label}`,
    mode: "markers",
    name: `My variants${label ? `: ${escaped(label)}` : ""}`,
    meta: { own: label },
    ids: rows.map(({ id }) => id),
    x: rows.map(({ position }) => position),
    y,
    text: rows.map(hover),
    hovertemplate: "%{text}<extra></extra>",
    marker: { color: colour, symbol: "triangle-down", size: 11, line: { color: "#ffffff", width: 0.7 } },
  }));
  return [stems, ...kinds];
}

/**
 * A layout with room for the row below the protein.
 * @param {any} layout
 * @param {number} deepest
 */
function roomier(layout, deepest) {
  const { height, margin: { t, b }, xaxis, yaxis, yaxis2 } = layout;
  const room = Math.min(ROOM_PX[1], Math.max(ROOM_PX[0], (deepest + 1) * LEVEL_PX));
  const plot = height - t - b;
  const all = plot + room;
  const moved = (/** @type {[number, number]} */ domain) => domain.map((share) => (share * plot + room) / all);
  const most = deepest + 0.8;
  return {
    ...layout,
    height: height + room,
    xaxis: { ...xaxis, anchor: AXIS },
    yaxis: { ...yaxis, domain: moved(yaxis.domain) },
    yaxis2: { ...yaxis2, domain: moved(yaxis2.domain) },
    yaxis3: {
      domain: [0, (room - GAP_PX) / all],
      range: [most, 0],
      tick0: 0,
      dtick: Math.max(1, Math.ceil(deepest / 3)),
      labelalias: { 0: "" },
      fixedrange: true,
      zeroline: false,
      showgrid: false,
      title: { text: "mine", font: { size: 12 } },
    },
  };
}

/**
 * A figure's data and layout with the visitor's variants.
 * @param {any[]} data
 * @param {any} layout
 * @param {{rows: Own[], shown: Set<string> | null} | null} own
 */
export function withOwn(data, layout, own) {
  if (!own || !own.rows.length || !layout.yaxis2) return { data, layout };
  const rows = own.shown ? own.rows.filter(({ id }) => own.shown?.has(id)) : own.rows;
  const hanging = hangingHeads(rows, labelColours(own.rows));
  return { data: [...data, ...traces(hanging)], layout: roomier(layout, hanging.deepest) };
}
