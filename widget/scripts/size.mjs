/** Prints what a visitor downloads, beside the budget of design.md section 9, and fails above it. */
import { readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";

const KB = 1000;
const sizes = {};
for (const file of ["loader.js", "frame.js", "frame.css"]) {
  const content = await readFile(new URL(`../dist/${file}`, import.meta.url));
  sizes[file] = gzipSync(content, { level: 9 }).length;
}

const lines = [
  { what: "loader.js", bytes: sizes["loader.js"], budget: 2 * KB },
  {
    what: "whole chat",
    bytes: Object.values(sizes).reduce((sum, size) => sum + size, 0),
    budget: 25 * KB,
  },
];
for (const { what, bytes, budget } of lines) {
  const verdict = bytes > budget ? "over budget" : "ok";
  console.log(
    `${what.padEnd(12)} ${String(bytes).padStart(6)} B gzip   budget ${budget} B   ${verdict}`,
  );
}
process.exitCode = lines.some(({ bytes, budget }) => bytes > budget) ? 1 : 0;
