// Resolves package.json anew and writes package-lock.json without addresses: `npm run lock`.
// npm finds each package by its name and version, and checks it by its hash ("integrity").
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("package-lock.json", import.meta.url);
const npm = ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"];
execFileSync("npm", npm, { stdio: "inherit", cwd: new URL(".", import.meta.url) });
const lock = JSON.parse(readFileSync(file, "utf8"));
for (const facts of Object.values(lock.packages)) {
  delete facts.resolved;
  delete facts.funding;
}
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
