import { fileURLToPath } from 'node:url';


const web = (path: string): string => fileURLToPath(new URL(`../../web/${path}`, import.meta.url));

/** Builds the bench page with the app's own sources and libraries, apart from the app's bundle. */
export default {
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve: {
    alias: [
      { find: /^@\//, replacement: web('src/') },
      { find: /^(react|react-dom|@xyflow\/react)(?=$|\/)/, replacement: web('node_modules/$1') },
    ],
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'react' } },
  worker: { format: 'es' },
  build: { outDir: 'dist', emptyOutDir: true },
};
