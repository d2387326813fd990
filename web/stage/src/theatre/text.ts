/** Words as a texture: drawn once, as large as they need. */

import * as THREE from 'three';

export interface TextLook {
  font?: string;
  size?: number;
  weight?: number;
  color?: string;
  /** Pixels at which lines are broken. */
  width?: number;
  align?: 'left' | 'center' | 'right';
}

export interface TextTexture {
  texture: THREE.CanvasTexture;
  /** Pixels. */
  width: number;
  height: number;
}

const LINE_HEIGHT = 1.2;
const MOST = 4_096;

function linesOf(words: string, pen: CanvasRenderingContext2D, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of words.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      const next = line ? `${line} ${word}` : word;
      if (line && pen.measureText(next).width > width) {
        lines.push(line);
        line = word;
      } else line = next;
    }
    lines.push(line);
  }
  return lines;
}

export function textTexture(words: string, look: TextLook = {}): TextTexture {
  const { font = 'sans-serif', size = 96, weight = 700, color = '#ffffff' } = look;
  const { width = Number.POSITIVE_INFINITY, align = 'center' } = look;
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  const style = `${weight} ${size}px ${font}`;
  pen.font = style;
  const lines = linesOf(words, pen, width);
  const pad = Math.ceil(size * 0.2);
  const widest = Math.max(...lines.map((line) => pen.measureText(line).width));
  canvas.width = Math.min(Math.ceil(widest) + 2 * pad, MOST);
  canvas.height = Math.min(Math.ceil(lines.length * size * LINE_HEIGHT) + 2 * pad, MOST);
  Object.assign(pen, { font: style, fillStyle: color, textAlign: align, textBaseline: 'middle' });
  const x = { left: pad, center: canvas.width / 2, right: canvas.width - pad }[align];
  for (const [index, line] of lines.entries()) {
    pen.fillText(line, x, pad + (index + 0.5) * size * LINE_HEIGHT);
  }
  const texture = new THREE.CanvasTexture(canvas);
  texture.colorSpace = THREE.SRGBColorSpace;
  texture.anisotropy = 4;
  return { texture, width: canvas.width, height: canvas.height };
}
