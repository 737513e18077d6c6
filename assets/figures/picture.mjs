/* A figure as a file: words around it, then SVG with text as text, or PNG. What stands on the page
 * beside the figure goes with it: title, genes, legend, thresholds, cautions, source, date. */

import { DISCLAIMER, PRODUCT } from "../page/contract.mjs";
import { fileName } from "../page/provenance.mjs";
import { aboutPanel, panelFigure, subjectWords } from "./page-figures.mjs";
import { restyled, widthOf, wrapped } from "./restyle.mjs";

const MM = 96 / 25.4; // pixels of CSS
const PT = 96 / 72;
const PRINT_DPI = 300;
const SCREEN = { width: 1100, letters: 14, ticks: 13, small: 11, scale: 2, dpi: 0, name: "" };
const INK = "#1e293b";
const SOFT = "#475569";
const CAUTION = "#8a4b08";
const LINE = 1.3; // of a letter
const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const LEAST_SHARE = 0.5; // height of a figure, of its width

/** Sizes of a picture by their names: "screen", or a width in millimetres as journals ask for. */
export function sizeNamed(name) {
  const mm = Number(name);
  if (!mm) return SCREEN;
  const letters = 7 * PT;
  return { width: mm * MM, letters: 8 * PT, ticks: letters, small: letters, scale: PRINT_DPI / 96, dpi: PRINT_DPI, mm, name: `_${mm}mm` };
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/* Lines of a text from a height on: [SVG, the height below them]. */
function paragraph(words, top, { px, width, colour, weight = 400 }) {
  const lines = wrapped(words, px, width).split("<br>");
  const made = lines.map((line, n) => {
    const y = top + (n + 1) * px * LINE - px * 0.3;
    return `<text x="${px}" y="${y.toFixed(1)}" font-size="${px.toFixed(2)}" font-weight="${weight}" fill="${colour}">${escaped(line)}</text>`;
  });
  return [made.join(""), top + lines.length * px * LINE];
}

/* The genes in italics, what the figure shows behind them, or below where there is no room. */
function heading(about, subject, size) {
  const px = size.letters * 1.2;
  const room = size.width - 2 * px;
  const beside = widthOf(`${subject} ${about.title}`, px) * 1.08 < room;
  const y = px * 1.5;
  const genes = `<text x="${px}" y="${y}" font-size="${px.toFixed(2)}" fill="${INK}"><tspan font-weight="700" font-style="italic">${escaped(subject)}</tspan>${beside ? `<tspan dx="${px * 0.6}">${escaped(about.title)}</tspan>` : ""}</text>`;
  if (beside) return [genes, y + px * 0.6];
  const [title, bottom] = paragraph(about.title, y + px * 0.3, { px: size.letters, width: room, colour: INK });
  return [genes + title, bottom + px * 0.3];
}

/**
 * A picture as SVG text with its size in pixels.
 * @param {{data: any[], layout: any}} figure
 * @param {{title: string, subject: string, cautions: string[], sources: string[], notes: string[]}} about
 * @param {any} size
 */
export async function framed(figure, about, size) {
  const height = Math.max(size.width * LEAST_SHARE, ((figure.layout.height || 300) * size.width * size.letters) / (SCREEN.width * SCREEN.letters) / (size.width / SCREEN.width) ** 0.4);
  const drawn = restyled(figure, { ...size, height, ink: INK });
  const uri = await window.Plotly.toImage({ ...drawn, config: { staticPlot: true } }, { format: "svg", width: size.width, height });
  const plot = decodeURIComponent(uri.slice(uri.indexOf(",") + 1));
  const width = size.width - 2 * size.small;
  const [head, top] = heading(about, about.subject, size);
  const parts = [head, plot.replace("<svg ", `<svg x="0" y="${top.toFixed(1)}" `)];
  let bottom = top + height;
  for (const words of about.cautions) {
    const [made, below] = paragraph(`Caution: ${words}`, bottom, { px: size.small, width, colour: CAUTION, weight: 600 });
    parts.push(made);
    bottom = below;
  }
  const saved = `${[...about.notes, about.sources.join("; ")].join(" ")}. ${PRODUCT}, ${new Date().toISOString().slice(0, 10)}. ${DISCLAIMER}`;
  const [foot, end] = paragraph(saved, bottom, { px: size.small, width, colour: SOFT });
  const whole = { width: size.width, height: end + size.small * 0.6 };
  const units = size.mm ? [`${size.mm}mm`, `${(whole.height / MM).toFixed(2)}mm`] : [whole.width, whole.height.toFixed(0)];
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${units[0]}" height="${units[1]}" ` +
    `viewBox="0 0 ${whole.width.toFixed(2)} ${whole.height.toFixed(2)}" font-family="${FONT.replaceAll('"', "'")}">` +
    `<rect width="100%" height="100%" fill="#ffffff"/>${parts.join("")}${foot}</svg>`;
  return { svg, ...whole };
}

/* ---- PNG ---- */

function crc(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** A PNG with its density: a pHYs chunk behind the header, which is 33 bytes long. */
export function withDensity(bytes, dpi) {
  const chunk = new DataView(new ArrayBuffer(21));
  const metre = Math.round(dpi / 0.0254);
  chunk.setUint32(0, 9);
  [..."pHYs"].forEach((letter, n) => chunk.setUint8(4 + n, letter.charCodeAt(0)));
  chunk.setUint32(8, metre);
  chunk.setUint32(12, metre);
  chunk.setUint8(16, 1); // per metre
  chunk.setUint32(17, crc(new Uint8Array(chunk.buffer, 4, 13)));
  return new Blob([bytes.slice(0, 33), chunk.buffer, bytes.slice(33)], { type: "image/png" });
}

/** SVG as PNG at a scale. */
export async function pixelsOf({ svg, width, height }, { scale, dpi }) {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(width * scale), height: Math.round(height * scale) });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  /** @type {Blob} */
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  return dpi ? withDensity(new Uint8Array(await blob.arrayBuffer()), dpi) : blob;
}

/* ---- of a panel ---- */

/**
 * The figure of a panel as a file; null where it has none now.
 * @param {any} panel
 * @param {string} kind "svg" or "png"
 * @param {string} [size] "screen", or millimetres
 * @returns {Promise<{name: string, blob: Blob, svg: string} | null>}
 */
export async function pictureOf(panel, kind, size = "screen") {
  document.dispatchEvent(new CustomEvent("gcd:figures"));
  const figure = await panelFigure(panel);
  if (!figure) return null;
  const own = aboutPanel(panel);
  const wanted = sizeNamed(size);
  const made = await framed(figure, { ...own, subject: subjectWords() }, wanted);
  const blob = kind === "png" ? await pixelsOf(made, wanted) : new Blob([made.svg], { type: "image/svg+xml" });
  const about = own.genes.length ? own.genes.join("-") : "genes";
  return { name: fileName(`${about}_${own.name}${wanted.name}.${kind}`), blob, svg: made.svg };
}
