/** Finds letters that no font here has: the browser draws the same stand-in for all of them. */

const SIZE = 32;
/** A place in Unicode that no letter has: what is drawn for it is the stand-in. */
const NOBODY = '\u0378';
const COVERED = 0x250;
const MOST_LETTERS = 2_000;
const MOST_MISSING = 200;
const UNSEEN = /[\p{Z}\p{Cc}\p{Cf}\p{M}]/u;

const known = new Map<string, boolean>();
let pen: CanvasRenderingContext2D | null = null;

function drawn(letter: string, font: string): string {
  pen ??= document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (!pen) return letter; // no canvas: every letter is another
  pen.canvas.width = pen.canvas.height = SIZE;
  Object.assign(pen, {
    font: `${SIZE / 2}px ${font}`,
    textBaseline: 'middle',
    textAlign: 'center',
  });
  pen.fillText(letter, SIZE / 2, SIZE / 2);
  return pen.getImageData(0, 0, SIZE, SIZE).data.join();
}

function isMissing(letter: string, font: string): boolean {
  const key = `${letter}${font}`;
  const found = known.get(key) ?? drawn(letter, font) === drawn(NOBODY, font);
  known.set(key, found);
  return found;
}

/** The letters of these texts that would be seen as boxes, in order; fonts come with European ones. */
export function missingLetters(texts: string[], font: string): string {
  const letters = new Set(texts.flatMap((text) => [...text]));
  const others = [...letters].filter(
    (letter) => (letter.codePointAt(0) ?? 0) >= COVERED && !UNSEEN.test(letter),
  );
  return others
    .slice(0, MOST_LETTERS)
    .filter((letter) => isMissing(letter, font))
    .sort()
    .slice(0, MOST_MISSING)
    .join('');
}
