/** Builds the two classic scripts a page loads: the loader, and the chat inside its frame. `--watch` keeps building. */
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const watch = process.argv.includes("--watch") ? {} : null;
const entries = { loader: "src/loader.ts", frame: "src/frame/main.tsx" };

for (const [name, entry] of Object.entries(entries)) {
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    define: { "process.env.NODE_ENV": '"production"' },
    build: {
      emptyOutDir: name === "loader",
      lib: {
        entry,
        formats: ["iife"],
        name: "switchboard",
        fileName: () => `${name}.js`,
        cssFileName: name,
      },
      watch,
    },
  });
}
