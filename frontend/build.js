// Builds assets/vendor/00-plotly.min.js from the npm package plotly.js.
// The settings follow plotly.js's own esbuild-config.js, but for the entry and the size.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";
import { environmentPlugin } from "esbuild-plugin-environment";

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

const bytes = result.outputFiles[0].contents;
mkdirSync(path.dirname(output), { recursive: true });
// Written beside and moved, so that a server never reads half a file.
writeFileSync(`${output}.part`, bytes);
renameSync(`${output}.part`, output);
const kB = (size) => `${Math.round(size / 1000)} kB`;
const gzipped = gzipSync(readFileSync(output), { level: 6 }).length;
console.log(`plotly.js ${version}, selected traces: ${kB(bytes.length)}, ${kB(gzipped)} gzipped`);
