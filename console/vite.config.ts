import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // The console is served from a static bucket under an address we do not know at build time.
  base: "./",
  plugins: [react()],
  build: { target: "es2022", sourcemap: true },
  test: {
    environment: "happy-dom",
    include: ["tests/**/*.test.{ts,tsx}"],
    restoreMocks: true,
    // Files share what they import, which is most of the time that they take; each has a page anew.
    isolate: false,
    // Much of a test is waiting, so that no core need be kept free.
    maxWorkers: "100%",
    testTimeout: 15_000,
  },
});
