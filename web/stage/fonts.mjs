/** The fonts of the plan as rules with their bytes in them, Latin letters of all of Europe. */

import { readFile } from 'node:fs/promises';

const VARIABLE = {
  Inter: 'inter',
  Roboto: 'roboto',
  Montserrat: 'montserrat',
  'Space Grotesk': 'space-grotesk',
  'Playfair Display': 'playfair-display',
  'DM Sans': 'dm-sans',
  'Plus Jakarta Sans': 'plus-jakarta-sans',
  Outfit: 'outfit',
  'JetBrains Mono': 'jetbrains-mono',
};
/** Poppins is not to be had as one file for all weights. */
const POPPINS = [400, 500, 600, 700, 800];
const SUBSETS = /\/\* [\w-]+-latin(?:-ext)?-[\w-]+ \*\/\s*(@font-face \{[^}]*\})/g;

async function withBytes(rule, folder, family) {
  const [, file] = /url\(\.\/(files\/[\w.-]+\.woff2)\)/.exec(rule);
  const bytes = await readFile(`${folder}/${file}`, 'base64');
  return rule
    .replace(/font-family: [^;]*;/, `font-family: '${family}';`)
    .replace(/font-display: \w+;/, 'font-display: block;')
    .replace(/src: [^;]*;/, `src: url(data:font/woff2;base64,${bytes}) format('woff2');`);
}

async function faces(folder, sheet, family) {
  const css = await readFile(`${folder}/${sheet}`, 'utf8');
  const rules = [...css.matchAll(SUBSETS)].map(([, rule]) => rule);
  return Promise.all(rules.map((rule) => withBytes(rule, folder, family)));
}

export async function fontFaces(modules) {
  const variable = Object.entries(VARIABLE).map(([family, name]) =>
    faces(`${modules}/@fontsource-variable/${name}`, 'wght.css', family),
  );
  const poppins = POPPINS.map((weight) =>
    faces(`${modules}/@fontsource/poppins`, `${weight}.css`, 'Poppins'),
  );
  return (await Promise.all([...variable, ...poppins])).flat().join('\n');
}
