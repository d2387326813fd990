/** The licences of everything that is built into a stage, each text once. */

import { readdir, readFile } from 'node:fs/promises';

/** Packages of the lock that are not for development only, as folders. */
async function shipped(root) {
  const lock = JSON.parse(await readFile(`${root}/package-lock.json`, 'utf8'));
  return Object.entries(lock.packages).filter(([folder, one]) => folder && !one.dev);
}

async function textOf(folder) {
  const names = (await readdir(folder)).filter((name) => /^(licen[cs]e|notice)/i.test(name));
  const texts = await Promise.all(names.map((name) => readFile(`${folder}/${name}`, 'utf8')));
  return texts.join('\n').trim();
}

export async function licences(root) {
  const byText = new Map();
  for (const [folder, one] of await shipped(root)) {
    const title = `${folder.replace(/^.*node_modules\//, '')} ${one.version} (${one.license})`;
    const text = await textOf(`${root}/${folder}`);
    byText.set(text, [...(byText.get(text) ?? []), title]);
  }
  const parts = [...byText].map(([text, titles]) => `${titles.join('\n')}\n\n${text}\n`);
  return parts.join(`\n${'='.repeat(78)}\n\n`);
}
