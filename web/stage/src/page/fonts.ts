/** Has the fonts ready that a film names. */

import type { Film } from '../contract';

function bare(family: string): string {
  return family.replace(/^["']|["']$/g, '');
}

/** Loads every face of the page's fonts whose name is in the plan or anywhere in the code. */
export async function loadFonts(film: Film): Promise<void> {
  const { display_font, body_font } = film.plan.design;
  const text = [display_font, body_font, ...Object.values(film.files)].join('\n');
  const used = [...document.fonts].filter((face) => text.includes(bare(face.family)));
  await Promise.all(used.map((face) => face.load()));
}
