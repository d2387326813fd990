/** Builds each stage into one HTML file that holds everything it needs. */

import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { fontFaces } from './fonts.mjs';
import { licences } from './licences.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const out = here('../../koda/_static/stage');
const ENTRIES = { remotion: 'src/remotion/main.tsx', theatre: 'src/theatre/main.ts' };

async function script(engine) {
  const [result] = await build({
    configFile: false,
    root: here('.'),
    logLevel: 'warn',
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      lib: { entry: here(ENTRIES[engine]), formats: ['iife'], name: 'stage' },
      chunkSizeWarningLimit: 4_000,
    },
  });
  return result.output[0].code;
}

/** Neither of these may stand inside a script element; in strings of the code both mean the same. */
function inline(code) {
  return code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
}

await mkdir(out, { recursive: true });
const page = await readFile(here('page.html'), 'utf8');
const fonts = await fontFaces(here('node_modules'));
for (const engine of Object.keys(ENTRIES)) {
  const code = inline(await script(engine));
  const whole = page.replace('/*FONTS*/', () => fonts).replace('/*CODE*/', () => code);
  await writeFile(`${out}/${engine}.html`, whole);
}
await writeFile(`${out}/licences.txt`, await licences(here('.')));
console.log(`stage: ${(await readdir(out)).join(', ')}`);
