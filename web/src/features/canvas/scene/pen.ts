/** What every drawing function needs at hand: a context, the theme's colours, fonts, icons and thumbnails. */

import type { IconShape, SceneTheme } from './theme';
import type { Thumbnails } from './thumbnails';

export type Context2d = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

const MOST_TEXTS = 8_000;

export class Pen {
  readonly context: Context2d;
  readonly theme: SceneTheme;
  readonly thumbnails: Thumbnails;
  readonly #icons = new Map<string, Path2D | undefined>();
  readonly #texts = new Map<string, readonly string[]>();

  constructor(context: Context2d, theme: SceneTheme, thumbnails: Thumbnails) {
    this.context = context;
    this.theme = theme;
    this.thumbnails = thumbnails;
  }

  icon(name: string): Path2D | undefined {
    if (!this.#icons.has(name)) {
      const shapes = this.theme.icons[name];
      this.#icons.set(name, shapes === undefined ? undefined : iconPath(shapes));
    }
    return this.#icons.get(name);
  }

  font(size: number, weight: number): void {
    this.context.font = `${weight} ${size}px ${this.theme.fontFamily}`;
  }

  /** A text in lines of this width with the font set now, the last one cut with an ellipsis. */
  lines(text: string, width: number, most: number): readonly string[] {
    const key = `${this.context.font}/${Math.round(width)}/${most}/${text}`;
    const known = this.#texts.get(key);
    if (known !== undefined) {
      return known;
    }
    const lines = wrap(text, most, (line) => this.context.measureText(line).width <= width);
    if (this.#texts.size >= MOST_TEXTS) {
      this.#texts.clear();
    }
    this.#texts.set(key, lines);
    return lines;
  }

  /** Forget measured texts: after a font has arrived they are wrong. */
  remeasure(): void {
    this.#texts.clear();
  }
}

/** Break a text into at most `most` lines that fit. */
export function wrap(text: string, most: number, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (line !== '' && !fits(longer)) {
        lines.push(line);
        line = word;
      } else {
        line = longer;
      }
      if (lines.length > most) {
        break;
      }
    }
    lines.push(line);
    if (lines.length > most) {
      break;
    }
  }
  const more = lines.length > most;
  const shown = lines.slice(0, most);
  return shown.map((line, index) => cut(line, more && index === most - 1, fits));
}

function cut(line: string, always: boolean, fits: (line: string) => boolean): string {
  if (!always && fits(line)) {
    return line;
  }
  let [low, high] = [0, line.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(`${line.slice(0, middle)}…`)) {
      low = middle;
    } else {
      high = middle - 1;
    }
  }
  return `${line.slice(0, low).trimEnd()}…`;
}

function iconPath(shapes: readonly IconShape[]): Path2D {
  const path = new Path2D();
  for (const [tag, at] of shapes) {
    const number = (name: string): number => Number(at[name] ?? 0);
    if (tag === 'path') {
      path.addPath(new Path2D(at.d));
    } else if (tag === 'rect') {
      path.roundRect(number('x'), number('y'), number('width'), number('height'), number('rx'));
    } else if (tag === 'circle') {
      path.moveTo(number('cx') + number('r'), number('cy'));
      path.arc(number('cx'), number('cy'), number('r'), 0, 2 * Math.PI);
    } else if (tag === 'line') {
      path.moveTo(number('x1'), number('y1'));
      path.lineTo(number('x2'), number('y2'));
    } else if (tag === 'polyline' || tag === 'polygon') {
      path.addPath(new Path2D(`M${at.points ?? '0 0'}${tag === 'polygon' ? 'Z' : ''}`));
    }
  }
  return path;
}
