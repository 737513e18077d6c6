// Resolves package.json anew and writes package-lock.json without addresses: `npm run lock`, there
// as in tests/browser/firefox.
// npm finds each package by its name and version, and checks it by its hash ("integrity").
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const file = "package-lock.json"; // npm runs this in the folder of the package.json
const npm = ["install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"];
execFileSync("npm", npm, { stdio: "inherit" });
const lock = JSON.parse(readFileSync(file, "utf8"));
for (const facts of Object.values(lock.packages)) {
  delete facts.resolved;
  delete facts.funding;
}
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
