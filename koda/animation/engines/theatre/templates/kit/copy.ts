/** The words of a scene as one block over the picture: label, heading, lines below it. */

import { film } from '../film';
import type { Beat } from './beat';
import { type Block, blockOf } from './block';
import type { Rect } from './place';
import type { Space } from './space';
import { type Align, type Look, wordsOf } from './words';

interface Wish {
  rect: Rect;
  align?: Align;
  /** Where the block stands in its rectangle: 0 at the top, 1 at the bottom. */
  stand?: number;
  /** The largest size of the heading in hundredths of the shorter side. */
  most?: number;
  at?: number;
  heading?: string;
  lines?: string[];
  /** One colour in place of the palette's. */
  tint?: string;
}

export interface Copy {
  element: HTMLDivElement;
  update(beat: Beat): void;
}

export function copyOf({ data, layer }: Space, wish: Wish): Copy {
  const { rect, align = 'left', stand = 0.5, most = 14, at = 0 } = wish;
  const { palette, pace } = film;
  const block: Block = blockOf(
    data.label,
    wish.heading ?? data.heading,
    wish.lines ?? data.lines,
    rect,
    most,
  );
  const element = document.createElement('div');
  Object.assign(element.style, {
    position: 'absolute',
    left: `${rect.x}px`,
    top: `${rect.y + (rect.height - block.height) * stand}px`,
    width: `${rect.width}px`,
  });
  const updates: ((beat: Beat) => void)[] = [];
  const add = (fitted: Block['heading'], look: Look, space: Partial<CSSStyleDeclaration>) => {
    if (!fitted) return;
    const words = wordsOf(fitted, { align, ...look, color: wish.tint ?? look.color });
    Object.assign(words.element.style, space);
    element.append(words.element);
    updates.push(words.update);
  };
  const step = pace.stagger * 2.5;
  add(
    block.label,
    { color: palette.accentText, at, byLine: true },
    { marginBottom: `${block.gap * 0.8}px` },
  );
  add(block.heading, { color: palette.foreground, at: at + step }, {});
  block.lines.forEach((line, index) => {
    const late = at + pace.enter * 0.5 + step * (index + 1);
    add(
      line,
      { color: palette.muted, at: late, byLine: true },
      { marginTop: `${block.gap * (index ? 0.35 : 1)}px` },
    );
  });
  layer.append(element);
  const update = (beat: Beat) => {
    for (const one of updates) one(beat);
  };
  return { element, update };
}

/** A shade of the ground under words that stand on a picture: CSS `linear-gradient` direction. */
export function shade({ layer }: Space, toward: string, strength = 1): HTMLDivElement {
  const ground = film.palette.background;
  const part = (share: number) =>
    `${ground}${Math.round(share * strength * 255)
      .toString(16)
      .padStart(2, '0')}`;
  const element = document.createElement('div');
  Object.assign(element.style, {
    position: 'absolute',
    inset: '0',
    backgroundColor: part(0.22),
    backgroundImage: `linear-gradient(${toward}, ${part(0)} 0%, ${part(0.5)} 38%, ${part(0.9)} 78%, ${part(0.94)} 100%)`,
  });
  layer.append(element);
  return element;
}
