// Builds what the browser loads below assets/vendor: the small plotly.js out of the npm package
// plotly.js, and the page's own modules, joined (modules.js).
// The settings follow plotly.js's own esbuild-config.js, but for the entry and the size.
import { mkdirSync, readdirSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

import { build } from "esbuild";
import { environmentPlugin } from "esbuild-plugin-environment";

import { assets, joinModules } from "./modules.js";

const require = createRequire(import.meta.url);
const inlineCss = require("esbuild-plugin-inline-css");

const here = path.dirname(fileURLToPath(import.meta.url));
const output = path.resolve(here, "../assets/vendor/00-plotly.min.js");
const { version } = require("plotly.js/package.json");

const result = await build({
  entryPoints: [path.join(here, "plotly-entry.js")],
  bundle: true,
  write: false,
  format: "iife",
  minify: true,
  legalComments: "inline",
  target: "es2020",
  plugins: [inlineCss(), environmentPlugin({ NODE_DEBUG: false })],
  alias: {
    // 83 kB of style for maps, which none of the selected traces draws.
    "maplibre-gl/dist/maplibre-gl.css": path.join(here, "no-maps.css"),
  },
  define: { global: "window", "define.amd": "false" },
  banner: { js: `/* plotly.js v${version}, MIT licence, Plotly, Inc.: a selection of traces */` },
  logLevel: "warning",
});

const kB = (size) => `${Math.round(size / 1000)} kB`;
const vendor = path.dirname(output);
mkdirSync(vendor, { recursive: true });

// Written beside and moved, so that a server never reads half a file.
function put(file, bytes) {
  writeFileSync(`${file}.part`, bytes);
  renameSync(`${file}.part`, file);
}

// The server sends the compressed one where a browser takes it (dashboard/web/files.py).
function putCompressed(file, bytes) {
  put(file, bytes);
  const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } });
  put(`${file}.br`, packed);
  return packed.length;
}

const bytes = result.outputFiles[0].contents;
const packed = putCompressed(output, bytes);
console.log(`plotly.js ${version}, selected traces: ${kB(bytes.length)}, ${kB(packed)} compressed`);

const { files, outputs, sources } = await joinModules();
for (const { path: name, contents } of outputs) putCompressed(path.join(assets, name), contents);
put(path.join(vendor, "modules.json"), `${JSON.stringify({ sources, files }, null, 2)}\n`); // last: it names them
const known = new Set(outputs.map(({ path: name }) => path.basename(name)));
for (const name of readdirSync(vendor)) {
  if (/-[0-9A-F]{8}\.(mjs|css)(\.br)?$/.test(name) && !known.has(name.replace(/\.br$/, ""))) unlinkSync(path.join(vendor, name));
}
const size = outputs.reduce((sum, { contents }) => sum + contents.length, 0);
console.log(`own modules and style sheets: ${outputs.length} files, ${kB(size)}`);
