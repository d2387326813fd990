/** Breaks words into lines and finds the size at which they fill a box; nothing is ever cut off. */

export interface Face {
  family: string;
  weight: number;
  /** Space between letters, in em. */
  tracking: number;
  /** Height of a line, in em. */
  leading: number;
}

export interface Piece {
  text: string;
  /** Whether a space stands before it. */
  gap: boolean;
}

export interface Fitted {
  lines: Piece[][];
  size: number;
  width: number;
  height: number;
  face: Face;
  isRtl: boolean;
}

export interface Room {
  width: number;
  height: number;
  /** The largest size in pixels. */
  most: number;
  /** The most lines. */
  lines?: number;
}

const EM = 100;
const LONGEST = 18;
const RTL = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]/;
const IDEOGRAPH = /[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]/;
const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const pen = document.createElement('canvas').getContext('2d');
const known = new Map<string, Fitted>();

/** The letters as a reader counts them: an emoji is one. */
export function graphemes(text: string): string[] {
  return Array.from(letters.segment(text), (part) => part.segment);
}

/** Whether its letters may be moved one by one: joined scripts fall apart when they are. */
export function isPlain(text: string): boolean {
  return /^[\u0020-\u024f\u0370-\u052f\u2010-\u2044]*$/.test(text);
}

export function fit(text: string, face: Face, room: Room): Fitted {
  const key = JSON.stringify([text, face, room]);
  const found = known.get(key);
  if (found) return found;
  const fitted = fitAnew(text, face, room);
  known.set(key, fitted);
  return fitted;
}

function fitAnew(text: string, face: Face, room: Room): Fitted {
  const isRtl = RTL.test(text);
  const pieces = piecesOf(text);
  const widths = pieces.map((piece) => widthOf(piece.text, face));
  const space = widthOf(' ', face);
  let best = { size: 0, lines: [pieces], width: 0 };
  for (let count = 1; count <= Math.min(pieces.length, room.lines ?? 14); count++) {
    const limit = narrowest(pieces, widths, space, count);
    const size = Math.min(
      room.most,
      (room.width * EM * 0.985) / Math.max(limit, 1),
      room.height / (count * face.leading),
    );
    if (size > best.size * 1.06) {
      best = { size, lines: wrapped(pieces, widths, space, limit), width: (limit * size) / EM };
    }
  }
  const height = best.lines.length * best.size * face.leading;
  const lines = isRtl ? best.lines.map(joined) : best.lines;
  return { lines, size: best.size, width: best.width, height, face, isRtl };
}

/** A line as one piece: the browser orders the words of scripts that run from right to left. */
function joined(line: Piece[]): Piece[] {
  const text = line.map((piece, at) => (piece.gap && at ? ` ${piece.text}` : piece.text)).join('');
  return [{ text, gap: false }];
}

function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const word of text.trim().split(/\s+/)) {
    chunks(word).forEach((chunk, at) => {
      pieces.push({ text: chunk, gap: at === 0 });
    });
  }
  return pieces;
}

function chunks(word: string): string[] {
  const parts = graphemes(word);
  const length = IDEOGRAPH.test(word) ? 1 : parts.length > LONGEST ? LONGEST - 4 : parts.length;
  const out: string[] = [];
  for (let at = 0; at < parts.length; at += length) out.push(parts.slice(at, at + length).join(''));
  return out;
}

/** Width in pixels at a size of 100. */
function widthOf(text: string, face: Face): number {
  if (!pen) return text.length * EM * 0.6;
  pen.font = `${face.weight} ${EM}px ${face.family}`;
  return pen.measureText(text).width + graphemes(text).length * face.tracking * EM;
}

function wrapped(pieces: Piece[], widths: number[], space: number, limit: number): Piece[][] {
  const lines: Piece[][] = [];
  let line: Piece[] = [];
  let width = 0;
  pieces.forEach((piece, at) => {
    const own = widths[at] ?? 0;
    const more = line.length && piece.gap ? own + space : own;
    if (line.length && width + more > limit + 0.01) {
      lines.push(line);
      line = [];
      width = own;
    } else {
      width += more;
    }
    line.push(piece);
  });
  lines.push(line);
  return lines;
}

/** The least width at which the pieces take no more than so many lines: lines of even length. */
function narrowest(pieces: Piece[], widths: number[], space: number, count: number): number {
  let low = Math.max(...widths);
  let high = widths.reduce((sum, width) => sum + width + space, 0);
  for (let step = 0; step < 18; step++) {
    const middle = (low + high) / 2;
    if (wrapped(pieces, widths, space, middle).length <= count) high = middle;
    else low = middle;
  }
  return high;
}
