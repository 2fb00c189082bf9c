// Fails the build when the first load of the site, without the player library, grows over its budget.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET_BYTES = 250_000;

const page = readFileSync("dist/index.html", "utf8");
const files = [...page.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css))"/g)].map((match) => match[1]);
if (files.length === 0) throw new Error("dist/index.html names no script: is the pattern of this check still right?");

const total = ["/index.html", ...files]
  .map((file) => gzipSync(readFileSync(`dist${file}`)).length)
  .reduce((sum, size) => sum + size, 0);

console.log(`first load: ${(total / 1000).toFixed(1)} kB compressed, budget ${BUDGET_BYTES / 1000} kB`);
if (total > BUDGET_BYTES) process.exit(1);
