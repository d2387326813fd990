/** Figures over the picture: a number that counts, and what it counts. */

import { film } from '../film';
import type { Beat } from './beat';
import { bodyFace, displayFace } from './block';
import { fit } from './fit';
import { type Rect, unit } from './place';
import type { Figure } from './types';
import { wordsOf } from './words';

/** Counts to its exact figure; it has the size of its end from the beginning. */
export function countOf(figure: Figure, width: number, height: number) {
  const face = { ...displayFace, leading: 1.05 };
  const { size } = fit(figure.written, face, { width, height, most: unit * 16, lines: 1 });
  const element = document.createElement('div');
  Object.assign(element.style, {
    fontFamily: face.family,
    fontWeight: `${face.weight}`,
    fontSize: `${size}px`,
    letterSpacing: `${face.tracking}em`,
    lineHeight: `${height}px`,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'pre',
    textAlign: 'center',
    color: film.palette.foreground,
  });
  return {
    element,
    update(beat: Beat, share: number) {
      element.style.opacity = `${beat.ease(0.2, 0.3)}`;
      element.textContent = share > 0.999 ? figure.written : counted(figure, figure.value * share);
    },
  };
}

export function captionOf(text: string, rect: Rect, at: number) {
  if (!text) return null;
  const fitted = fit(text, bodyFace, { width: rect.width, height: rect.height, most: unit * 3.8 });
  const words = wordsOf(fitted, { color: film.palette.muted, at, align: 'center', byLine: true });
  Object.assign(words.element.style, {
    position: 'absolute',
    left: `${rect.x}px`,
    top: `${rect.y}px`,
    width: `${rect.width}px`,
  });
  return words;
}

function counted({ prefix, suffix, decimals, written }: Figure, value: number): string {
  const number = value.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: written.includes(','),
  });
  return `${prefix}${number}${suffix}`;
}
