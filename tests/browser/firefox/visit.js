// Visits every view in Firefox, as a person would, and prints what was there as JSON.
// Run: node visit.js FIREFOX ADDRESS FOLDER; the folder takes the printed page.
import { readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

import puppeteer from "puppeteer-core";

const [executablePath, address, folder] = process.argv.slice(2);
const VIEWS = {
  stat3: "/gene/STAT3",
  ttn: "/gene/TTN",
  compare: "/compare?genes=STAT3,STAT1,JAK1",
  explore: "/explore",
  list: "/list?genes=STAT3,MLL,JAK1,NOTAGENE&release=v2.1",
  data: "/data",
};
const PATIENCE = { timeout: 30000, polling: 50 };
const WIDE = { width: 1440, height: 900 };
const NARROW = { width: 390, height: 844 };
const MODULES = readFileSync(new URL("../modules.js", import.meta.url), "utf8");
const READY = "document.documentElement.dataset.ready === 'true'";
const GRIDS = `!document.querySelector(".grid-preview")
  && [...document.querySelectorAll('.grid:not([data-rows="0"])')].every((box) => gcd.gridOf(box.dataset.grid))`;

/* Runs in the page. */
function seen() {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const box = (node) => node.getBoundingClientRect();
  const named = ({ parentNode: bar, textContent: name }) => {
    const [words, room] = [box(bar.querySelector("text")), box(bar.querySelector("path"))];
    return { name, fits: words.width > 0 && words.left >= room.left && words.right <= room.right };
  };
  const pixels = (canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, i) => i % 4 === 3 && value).length;
  };
  const grid = ({ dataset }) => ({ name: dataset.grid, rows: Number(dataset.rows || 0), shown: gcd.gridOf(dataset.grid)?.getDisplayedRowCount() ?? 0 });
  const plots = all(".js-plotly-plot").filter((plot) => plot.checkVisibility());
  return {
    plots: plots.length,
    drawn: plots.filter((plot) => plot._fullLayout && plot.querySelector(".plot, .xy")).length,
    domains: all("text.bartext").map(named),
    bars: all(".barlayer .point path").filter((bar) => box(bar).width > 0).length,
    heads: all(".scatterlayer .point").length,
    painted: all(".gl-container canvas").map(pixels),
    grids: all(".grid").filter((each) => each.checkVisibility()).map(grid),
    outside: all(".js-plotly-plot a[*|href], .js-plotly-plot a").map((link) => link.outerHTML.slice(0, 200)),
    webgl: all(".no-webgl, .gl-canvas").length,
  };
}

/* Runs in the page: the picture of a button in a menu, as {type, ink}; ink is what is not paper. */
async function saved(selector) {
  const { createObjectURL } = URL;
  const coming = new Promise((done, failed) => {
    URL.createObjectURL = (blob) => {
      const reader = Object.assign(new FileReader(), { onload: () => done(reader.result), onerror: failed });
      reader.readAsDataURL(blob);
      return "#";
    };
  });
  document.querySelector(selector).click();
  const source = await coming;
  URL.createObjectURL = createObjectURL;
  const image = Object.assign(new Image(), { src: source });
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
  const pen = canvas.getContext("2d");
  pen.drawImage(image, 0, 0);
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height);
  const colours = new Uint32Array(data.buffer);
  const coloured = (i) => Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 60;
  let ink = 0;
  for (let i = 0; i < data.length; i += 4) if (data[i + 3] && coloured(i)) ink += 1;
  return { type: source.slice(0, 14), pixels: colours.length, ink };
}

async function opened(browser, route) {
  const page = await browser.newPage();
  const console = [];
  page.on("console", (message) => /error|warn/.test(message.type()) && console.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => console.push(String(error.message || error)));
  page.on("requestfailed", (request) => console.push(`no answer: ${request.url()}`));
  await page.evaluateOnNewDocument(MODULES);
  await page.setViewport(WIDE);
  await page.goto(address + route);
  await page.waitForFunction(READY, PATIENCE);
  await page.evaluate("gcdLook()");
  await page.waitForFunction(GRIDS, PATIENCE);
  return { page, console };
}

async function looked({ page, console }) {
  const found = await page.evaluate(seen);
  await page.setViewport(NARROW);
  const beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
  await page.waitForFunction(`${beyond} <= 0`, { timeout: 5000, polling: 50 }).catch(() => {});
  found.beyond = await page.evaluate(beyond);
  await page.setViewport(WIDE);
  return { ...found, console };
}

/* What a person does with the pointer in explore: point at a gene, pick it, draw a lasso. */
async function explored({ page }) {
  const at = await page.evaluate(() => {
    const box = document.getElementById("explore-drawing");
    box.scrollIntoView({ block: "center", behavior: "instant" });
    const { left, top } = box.getBoundingClientRect();
    const { xaxis, yaxis } = box._fullLayout;
    const point = (x, y) => [left + xaxis._offset + xaxis.d2p(x), top + yaxis._offset + yaxis.d2p(y)];
    const { base } = gcd.shownNow();
    const far = base.rows[base.numbers.mis_z.indexOf(Math.max(...base.numbers.mis_z.filter((z, i) => z && base.numbers.loeuf[i] > 0)))];
    return { symbol: far.symbol, point: point(far.loeuf, far.mis_z), lasso: [[0.05, 6], [0.3, 6], [0.3, 2], [0.05, 2], [0.05, 6]].map(([x, y]) => point(x, y)) };
  });
  await page.mouse.move(...at.point);
  const hover = await page.evaluate(() => document.getElementById("explore-hover").textContent);
  await page.mouse.click(...at.point);
  await page.waitForFunction("gcd.current.fields.ring", PATIENCE);
  const [start, ...rest] = at.lasso;
  await page.mouse.move(...start);
  await page.mouse.down();
  for (const corner of rest) await page.mouse.move(...corner, { steps: 4 });
  await page.mouse.up();
  await page.waitForFunction(`gcd.current.fields.select && ${READY}`, PATIENCE);
  const rows = await page.evaluate(() => gcd.geneTable.displayed().map(({ symbol, loeuf, mis_z: z }) => [symbol, loeuf, z]));
  const ring = await page.evaluate("gcd.current.fields.ring");
  return { symbol: at.symbol, hover, ring, rows };
}

/* The words of the page as it is printed: Firefox reads its own PDF. */
async function printed({ page }, browser) {
  const file = path.join(folder, "printed.pdf");
  await page.pdf({ path: file });
  const reader = await browser.newPage();
  await reader.goto(pathToFileURL(file).href);
  await reader.waitForFunction("window.PDFViewerApplication?.pdfDocument", PATIENCE);
  return reader.evaluate(async () => {
    const pdf = window.PDFViewerApplication.pdfDocument;
    const words = [];
    for (let at = 1; at <= pdf.numPages; at += 1) {
      const { items } = await (await pdf.getPage(at)).getTextContent();
      words.push(...items.map(({ str }) => str));
    }
    return words.join(" ");
  });
}

const browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
try {
  const views = {};
  for (const [name, route] of Object.entries(VIEWS)) {
    const visit = await opened(browser, route);
    const more = {};
    if (name === "stat3") {
      more.printed = await printed(visit, browser);
      more.picture = await visit.page.evaluate(saved, "#panel-variants [data-picture=png]");
    }
    if (name === "ttn") more.picture = await visit.page.evaluate(saved, "#panel-variants [data-picture=png]");
    if (name === "explore") {
      more.picture = await visit.page.evaluate(saved, "#panel-explore [data-picture=png]");
    }
    views[name] = { ...more, ...(await looked(visit)) };
    if (name === "explore") views[name].explored = await explored(visit);
    await visit.page.close();
  }
  process.stdout.write(JSON.stringify({ version: await browser.version(), views }));
} finally {
  await browser.close();
}
