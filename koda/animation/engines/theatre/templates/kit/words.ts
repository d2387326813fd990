/** Words over the picture: they rise one after another from behind the edge of their line. */

import { film } from '../film';
import type { Beat } from './beat';
import type { Fitted } from './fit';

export type Align = 'left' | 'center' | 'right';

export interface Look {
  color: string;
  /** Seconds after the scene's beginning. */
  at?: number;
  align?: Align;
  /** The colour of the last word. */
  accent?: string;
  stagger?: number;
  byLine?: boolean;
}

/** The most seconds that the words of one block may take to begin. */
const SPREAD = 0.9;

export function wordsOf(fitted: Fitted, look: Look) {
  const { lines, size, face, isRtl } = fitted;
  const element = document.createElement('div');
  element.dir = isRtl ? 'rtl' : 'ltr';
  Object.assign(element.style, {
    fontFamily: face.family,
    fontWeight: `${face.weight}`,
    fontSize: `${size}px`,
    letterSpacing: `${face.tracking}em`,
    lineHeight: `${size * face.leading}px`,
    textAlign: isRtl && look.align !== 'center' ? 'right' : (look.align ?? 'left'),
    whiteSpace: 'pre',
    color: look.color,
  });
  const count = lines.reduce((sum, line) => sum + line.length, 0);
  const step = Math.min(look.stagger ?? film.pace.stagger, SPREAD / Math.max(count, 1));
  const words: ((beat: Beat) => void)[] = [];
  lines.forEach((line, row) => {
    const box = document.createElement('div');
    box.style.height = `${size * face.leading}px`;
    line.forEach((piece, place) => {
      if (piece.gap && place) box.append(' ');
      const index = words.length;
      const at = (look.at ?? 0) + (look.byLine ? row * 2 : index) * step;
      const isLast = index === count - 1 && count > 1;
      words.push(wordOf(box, piece.text, at, isLast ? look.accent : undefined));
    });
    element.append(box);
  });
  const update = (beat: Beat) => {
    for (const word of words) word(beat);
  };
  return { element, update };
}

function wordOf(line: HTMLElement, text: string, at: number, color: string | undefined) {
  const mask = document.createElement('span');
  const word = document.createElement('span');
  mask.style.display = word.style.display = 'inline-block';
  if (color) word.style.color = color;
  word.textContent = text;
  mask.append(word);
  line.append(mask);
  return (beat: Beat) => {
    const share = beat.enter(at);
    mask.style.clipPath = share < 0.999 ? 'inset(-0.06em -0.3em -0.06em -0.3em)' : '';
    word.style.transform = share === 1 ? '' : `translateY(${(1 - share) * 1.25}em)`;
    word.style.opacity = share > 0.001 ? '1' : '0';
  };
}
