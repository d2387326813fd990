import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';
import { chunksByPage } from './chunks.ts';

const api = process.env.KODA_API ?? 'http://127.0.0.1:3000';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** React Flow names its parts after making them, which would keep even those that nobody imports. */
const onlyUsedParts = {
  name: 'koda:only-used-parts',
  transform(code: string, id: string) {
    if (!id.includes('@xyflow/react/dist')) return null;
    const unnamed = code.replace(/^\w+\.displayName = .*;$/gm, '');
    return { code: unnamed.replace(/ = (memo|forwardRef)\(/g, ' = /*#__PURE__*/ $1('), map: null };
  },
};

/** Each is a few hundred bytes, and most are drawn in several places. */
const icons = { name: 'icons', test: /[\\/]lucide-react[\\/]/ };
const byPage = { name: chunksByPage(), includeDependenciesRecursively: false };

export default defineConfig({
  plugins: [react(), onlyUsedParts],
  resolve: { alias: { '@': here('./src'), 'd3-color': here('./src/lib/no-colours.ts') } },
  build: {
    outDir: '../koda/_static',
    emptyOutDir: true,
    sourcemap: false,
    manifest: true,
    rolldownOptions: {
      output: {
        // Every chunk lists the files of those it may load: without names in them that is 2 KB less.
        chunkFileNames: 'assets/k-[hash].js',
        assetFileNames: 'assets/k-[hash][extname]',
        codeSplitting: {
          groups: [icons, byPage],
        },
      },
    },
  },
  // The host stays the page's own: Koda compares it with the origin of what writes.
  server: { proxy: { '/api': { target: api, changeOrigin: false } } },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}', 'stage/src/**/*.test.{ts,tsx}'],
    // Its parser is reached by a path that only bundlers understand.
    server: { deps: { inline: ['sucrase'] } },
  },
});
