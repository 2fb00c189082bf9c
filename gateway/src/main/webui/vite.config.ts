import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const gateway = "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react()],
  build: {
    outDir: "dist",
    // The page's policy is script-src 'self'; style-src 'self': nothing may become a data: or inline asset.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  server: {
    proxy: {
      "/api": gateway,
      "/hls": gateway,
      "/media": gateway,
      "/ws": { target: gateway, ws: true },
    },
  },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
