/** Prints what the console's first load weighs beside its budget, and fails above it. */
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET = 150_000;
const dist = new URL("../dist/", import.meta.url);
const page = readFileSync(new URL("index.html", dist));
const named = [...page.toString().matchAll(/(?:src|href)="\.\/(assets\/[^"]+)"/g)];
const files = ["index.html", ...named.map(([, file]) => file)];
const sizes = files.map((file) => [file, gzipSync(readFileSync(new URL(file, dist))).length]);
const total = sizes.reduce((sum, [, size]) => sum + size, 0);

for (const [file, size] of sizes) console.log(`${String(size).padStart(8)}  ${file}`);
console.log(`${String(total).padStart(8)}  of ${BUDGET} bytes, gzip`);
if (total > BUDGET) process.exitCode = 1;
