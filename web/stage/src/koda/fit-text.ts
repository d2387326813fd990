/** Finds the size at which words fit. */

export interface Fit {
  text: string;
  width: number;
  font?: string;
  weight?: number;
  most?: number;
  lines?: number;
}

const MEASURED_AT = 100;
const LEAST = 8;
let pen: CanvasRenderingContext2D | null = null;

function widthOf(text: string, font: string, weight: number): number {
  pen ??= document.createElement('canvas').getContext('2d');
  if (!pen) return text.length * MEASURED_AT * 0.6;
  pen.font = `${weight} ${MEASURED_AT}px ${font}`;
  return pen.measureText(text).width / MEASURED_AT;
}

/** The fewest lines of at most `room` that words can be set in, one after the other. */
function linesAt(words: number[], space: number, room: number): number {
  let lines = 1;
  let used = 0;
  for (const word of words) {
    if (word > room) return Number.POSITIVE_INFINITY;
    const next = used ? used + space + word : word;
    if (next > room) lines += 1;
    used = next > room ? word : next;
  }
  return lines;
}

/** Pixels: the largest size, up to `most`, at which `text` is no wider than `width` in its lines. */
export function fitText(wanted: Fit): number {
  const { text, width, font = 'sans-serif', weight = 700, most = 400, lines = 1 } = wanted;
  const words = text.split(/\s+/).filter(Boolean);
  const widths = words.map((word) => widthOf(word, font, weight));
  const space = widthOf(' ', font, weight);
  for (let size = Math.floor(most); size > LEAST; size -= Math.max(1, Math.floor(size / 60))) {
    if (linesAt(widths, space, width / size / 1.01) <= lines) return size;
  }
  return LEAST;
}
