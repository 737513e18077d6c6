// Joins the page's ES modules into one file, and those of each view into another that imports the
// first: assets/vendor/page-HASH.mjs, gene-HASH.mjs, ... Their style sheets likewise.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const here = path.dirname(fileURLToPath(import.meta.url));
export const assets = path.resolve(here, "../assets");
const SHARED = ["page", "grid", "lollipop", "plot"]; // as dashboard/web/browser_files.py
const ENTRY = "index.mjs";

const listed = (folder, kind) =>
  readdirSync(path.join(assets, folder)).filter((name) => name.endsWith(kind)).sort();
const folders = readdirSync(assets, { withFileTypes: true })
  .filter((one) => one.isDirectory() && one.name !== "vendor")
  .map(({ name }) => name)
  .sort();

/** All own modules and style sheets, as paths below assets/. */
const sources = () =>
  ["", ...folders]
    .flatMap((folder) => [...listed(folder, ".mjs"), ...listed(folder, ".css")].map((name) => path.posix.join(folder, name)))
    .sort();

/** A hash of all modules and style sheets; dashboard/web/browser_files.py computes the same. */
export function sourcesHash() {
  const found = createHash("sha256");
  for (const name of sources()) {
    found.update(`${name}\0`).update(readFileSync(path.join(assets, name))).update("\0");
  }
  return found.digest("hex");
}

const shared = SHARED.flatMap((folder) => listed(folder, ".mjs").map((name) => `${folder}/${name}`));

/** What the page's file exports: every name of the shared modules, so that views can import them. */
const pageEntry = () => shared.map((name) => `export * from "./${name}";`).join("\n");

const options = {
  bundle: true,
  write: false,
  minify: true,
  target: "es2022",
  outdir: path.join(assets, "vendor"),
  logLevel: "warning",
};

/** @returns {Promise<{path: string, contents: Uint8Array}>} below assets/ */
async function joined(name, kind, contents, plugins = []) {
  const loader = kind === ".mjs" ? "js" : "css";
  const result = await build({
    ...options,
    stdin: { contents, resolveDir: assets, sourcefile: `${name}${kind}`, loader },
    format: loader === "js" ? "esm" : undefined,
    plugins,
  });
  const bytes = result.outputFiles[0].contents;
  const hash = createHash("sha256").update(bytes).digest("hex").slice(0, 8).toUpperCase();
  return { path: `vendor/${name}-${hash}${kind}`, contents: bytes };
}

/** A view takes what is shared from the page's file: one instance of each module. */
function sharedFrom(pageFile) {
  const inShared = new RegExp(`^(${SHARED.join("|")})/`);
  return {
    name: "shared",
    setup(builder) {
      builder.onResolve({ filter: /^\./ }, ({ path: wanted, resolveDir }) => {
        const target = path.posix.relative(assets, path.resolve(resolveDir, wanted));
        return inShared.test(target) ? { path: `./${path.basename(pageFile)}`, external: true } : null;
      });
    },
  };
}

const imports = (folder) => listed(folder, ".css").map((name) => `@import "./${path.posix.join(folder, name)}";`).join("\n");

/** Build all; returned are the files by page or view, and their contents. */
export async function joinModules() {
  const found = {};
  const outputs = [];
  const keep = (name, kind, file) => {
    (found[name] = found[name] || {})[kind] = file.path;
    outputs.push(file);
  };
  const page = await joined("page", ".mjs", pageEntry());
  keep("page", "module", page);
  keep("page", "style", await joined("page", ".css", imports("")));
  for (const view of folders.filter((name) => !SHARED.includes(name))) {
    if (listed(view, ".mjs").includes(ENTRY)) {
      const code = `export * from "./${view}/${ENTRY}";`;
      keep(view, "module", await joined(view, ".mjs", code, [sharedFrom(page.path)]));
    }
    if (listed(view, ".css").length) keep(view, "style", await joined(view, ".css", imports(view)));
  }
  return { files: found, outputs, sources: sourcesHash() };
}
