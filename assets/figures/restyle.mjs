/* A figure of the page in another size, with letters, marks and lines that go with it. */

const PAGE_LETTERS = 13; // what figures of the page are made for
const AXIS = /^[xy]axis\d*$/;
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const NAME_ROOM = 0.5; // of a letter, beside a domain's name

const pen = document.createElement("canvas").getContext("2d");

/**
 * Width of a text in pixels, without its tags.
 * @param {string} text
 * @param {number} px
 */
export function widthOf(text, px) {
  pen.font = `${px}px ${FONT}`;
  return pen.measureText(text.replace(/<[^>]*>/g, "")).width;
}

const times = (value, factor) => {
  if (Array.isArray(value)) return value.map((one) => one * factor);
  return typeof value === "number" ? value * factor : value;
};

function axis(own, look, factor, column, across) {
  const text = own.title?.text && across && own.domain ? wrapped(own.title.text, look.letters, column(own.domain[0])) : own.title?.text;
  const title = own.title && { ...own.title, text, font: { ...own.title.font, size: look.letters }, standoff: look.letters * 0.6 };
  const ticks = own.ticklen ? { ticklen: own.ticklen * factor } : {};
  return { ...own, ...ticks, ...(title ? { title } : {}), fixedrange: true, automargin: true, tickfont: { ...own.tickfont, size: look.ticks, color: look.ink } };
}

function note(own, look, factor, room) {
  const shift = { xshift: times(own.xshift || 0, factor), yshift: times(own.yshift || 0, factor) };
  return { ...own, ...shift, text: wrapped(own.text, look.letters, room(own)), font: { ...own.font, size: look.letters } };
}

/**
 * A text in lines of a width, broken between words; tags stay whole.
 * @param {string} text
 * @param {number} px letters
 * @param {number} room of a line, in pixels
 */
export function wrapped(text, px, room) {
  const lines = text.split("<br>").map((line) => {
    const parts = [""];
    for (const word of line.split(" ")) {
      const longer = `${parts.at(-1)} ${word}`.trim();
      if (parts.at(-1) && widthOf(longer, px) > room) parts.push(word);
      else parts[parts.length - 1] = longer;
    }
    return parts.join("<br>");
  });
  return lines.join("<br>");
}

/* How wide a text may be that stands over one of several plots side by side, in pixels. */
function columnsOf(layout, width) {
  const axes = Object.entries(layout).filter(([name, own]) => /^xaxis/.test(name) && own.domain);
  const begins = [...new Set(axes.map(([, { domain }]) => domain[0]))].sort((a, b) => a - b);
  return (share) => {
    if (begins.length < 2) return Infinity;
    const at = begins.findLastIndex((begin) => begin <= share + 0.02);
    return ((begins[at + 1] ?? 1) - begins[Math.max(at, 0)]) * width * 0.96;
  };
}

/* The names that fit in their domains, at so many pixels a residue. */
function fitting({ text, x }, residue, look) {
  const room = 2 * NAME_ROOM * look.ticks;
  return text.map((name, i) => (widthOf(name, look.ticks) + room < x[i] * residue ? name : ""));
}

function trace(own, look, factor, residueOf) {
  const made = { ...own, hoverinfo: "skip" };
  delete made.hovertemplate;
  const { marker, line } = own;
  if (marker) {
    const edge = marker.line ? { line: { ...marker.line, width: times(marker.line.width || 0, factor) } } : {};
    made.marker = { ...marker, ...edge, ...(marker.size ? { size: times(marker.size, factor) } : {}) };
  }
  if (line) made.line = { ...line, width: times(line.width || 1, factor) };
  for (const font of ["textfont", "insidetextfont", "outsidetextfont"]) {
    if (own[font] || own.text) made[font] = { ...own[font], size: look.ticks };
  }
  if (String(own.uid).startsWith("domains") && own.text) made.text = fitting(own, residueOf(own), look);
  return made;
}

/**
 * A figure with sizes of its own.
 * @param {{data: any[], layout: any}} figure
 * @param {{width: number, height: number, letters: number, ticks: number, ink: string, paper?: string}} look
 *   all in pixels; `ticks` are also the letters within bars
 */
export function restyled({ data, layout }, look) {
  const factor = look.letters / PAGE_LETTERS;
  const own = JSON.parse(JSON.stringify(layout));
  delete own.meta;
  delete own.uirevision;
  const names = Object.keys(own).filter((name) => AXIS.test(name));
  const margin = Object.fromEntries(Object.entries(own.margin || {}).map(([side, px]) => [side, times(px, factor)]));
  const legend = own.showlegend
    ? {
        legend: {
          traceorder: "reversed", ...own.legend,
          orientation: "h", x: 0, xanchor: "left", yanchor: "bottom", itemsizing: "constant",
          y: 1 + (1.8 * look.letters) / look.height, font: { size: look.ticks, color: look.ink },
        },
      }
    : {};
  const left = margin.l || 0;
  const column = columnsOf(own, look.width - left - (margin.r || 0));
  const room = ({ xref, x }) => {
    if (xref === "paper") return column(Number(x));
    const { domain } = own[(xref || "x").replace("x", "xaxis")] || {};
    return domain ? column(domain[0]) : Infinity;
  };
  const residueOf = ({ xaxis }) => {
    const { range, domain } = own[(xaxis || "x").replace("x", "xaxis")];
    const share = domain ? domain[1] - domain[0] : 1;
    return ((look.width - left - (margin.r || 0)) * share) / (range[1] - range[0]);
  };
  return {
    data: data.map((one) => trace(one, look, factor, residueOf)),
    layout: {
      ...own,
      ...legend,
      ...Object.fromEntries(names.map((name) => [name, axis(own[name], look, factor, column, name.startsWith("x"))])),
      width: look.width,
      height: look.height,
      autosize: false,
      margin,
      font: { ...own.font, family: FONT, size: look.letters, color: look.ink },
      paper_bgcolor: look.paper || "rgba(0,0,0,0)",
      plot_bgcolor: "rgba(0,0,0,0)",
      dragmode: false,
      hovermode: false,
      annotations: (own.annotations || []).map((one) => note(one, look, factor, room)),
      shapes: (own.shapes || []).map((one) => ({ ...one, line: { ...one.line, width: times(one.line?.width || 1, factor) } })),
    },
  };
}

/**
 * Figures of one kind above each other, as one: each keeps its own axes.
 * @param {{figure: {data: any[], layout: any}, title: string}[]} parts
 */
export function stacked(parts) {
  const gap = 0.14 / parts.length;
  const band = 1 / parts.length - gap;
  /** @type {{data: any[], layout: any}} */
  const whole = { data: [], layout: { ...parts[0].figure.layout, annotations: [], shapes: [] } };
  for (const name of Object.keys(whole.layout)) if (AXIS.test(name)) delete whole.layout[name];
  parts.forEach(({ figure: { data, layout }, title }, place) => {
    const low = 1 - (place + 1) * (band + gap) + (place === parts.length - 1 ? 0 : gap * 0.35);
    const at = (share) => low + share * band;
    const renamed = (ref) => {
      const [, letter, number] = /^([xy])(\d*)$/.exec(ref);
      const own = 2 * place + Number(number || 1);
      return letter + (own === 1 ? "" : own);
    };
    for (const [name, own] of Object.entries(layout)) {
      if (!AXIS.test(name)) continue;
      const ref = name.replace("axis", "");
      const key = renamed(ref).replace(/^([xy])/, "$1axis");
      const bounds = ref.startsWith("y") ? { domain: (own.domain || [0, 1]).map(at) } : {};
      const anchor = renamed(own.anchor || (ref.startsWith("x") ? "y" : "x"));
      whole.layout[key] = { ...own, ...bounds, anchor };
    }
    for (const one of data) {
      whole.data.push({ ...one, xaxis: renamed(one.xaxis || "x"), yaxis: renamed(one.yaxis || "y") });
    }
    for (const one of layout.annotations || []) {
      const paper = one.yref === "paper";
      whole.layout.annotations.push({
        ...one,
        ...(paper ? { y: at(one.y) } : { yref: renamed(one.yref || "y") }),
        ...(one.xref === "paper" ? {} : { xref: renamed(one.xref || "x") }),
      });
    }
    whole.layout.annotations.push({
      text: `<b><i>${title}</i></b>`, xref: "paper", yref: "paper", x: 0, y: at(1), xanchor: "left", yanchor: "bottom", showarrow: false,
    });
  });
  return whole;
}
