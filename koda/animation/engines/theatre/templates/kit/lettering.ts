/** Words that stand in space: each on a plane of its own, facing the camera. */

import * as THREE from 'three';
import { film } from '../film';
import type { Fitted } from './fit';
import { pixel } from './space';

export interface Letters {
  group: THREE.Group;
  words: THREE.Mesh[];
}

interface Look {
  color: string;
  accent?: string;
  align?: 'left' | 'center';
  /** Width of the block in pixels: what `align` counts from. */
  width: number;
}

/** The block's middle is the group's origin. */
export function lettersOf(fitted: Fitted, look: Look): Letters {
  const group = new THREE.Group();
  const words: THREE.Mesh[] = [];
  const { lines, size, face, isRtl } = fitted;
  const pen = document.createElement('canvas').getContext('2d');
  if (!pen) return { group, words };
  pen.font = `${face.weight} ${size}px ${face.family}`;
  pen.letterSpacing = `${face.tracking * size}px`;
  const space = pen.measureText(' ').width;
  const count = lines.reduce((sum, line) => sum + line.length, 0);
  lines.forEach((line, row) => {
    const widths = line.map((piece) => pen.measureText(piece.text).width);
    const gaps = line.map((piece, at) => (piece.gap && at ? space : 0));
    const whole = widths.reduce((sum, width, at) => sum + width + (gaps[at] ?? 0), 0);
    const spare = look.width - whole;
    let x = look.align === 'center' ? -whole / 2 : -look.width / 2 + (isRtl ? spare : 0);
    line.forEach((piece, at) => {
      const width = widths[at] ?? 0;
      x += gaps[at] ?? 0;
      const isLast = words.length === count - 1 && count > 1;
      const color = isLast && look.accent ? look.accent : look.color;
      const mesh = wordPlane(piece.text, fitted, width, color, isRtl);
      const y = fitted.height / 2 - (row + 0.5) * size * face.leading;
      mesh.position.set((x + width / 2) * pixel, y * pixel, 0);
      x += width;
      group.add(mesh);
      words.push(mesh);
    });
  });
  return { group, words };
}

function wordPlane(
  text: string,
  { size, face }: Fitted,
  width: number,
  color: string,
  isRtl: boolean,
): THREE.Mesh {
  const pad = size * 0.3;
  const sharp = Math.min(1.5, 4000 / Math.max(width + 2 * pad, size * 1.6));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(2, Math.ceil((width + 2 * pad) * sharp));
  canvas.height = Math.max(2, Math.ceil(size * 1.6 * sharp));
  const pen = canvas.getContext('2d');
  if (pen) {
    pen.scale(sharp, sharp);
    pen.direction = isRtl ? 'rtl' : 'ltr';
    pen.textAlign = 'left';
    pen.textBaseline = 'alphabetic';
    pen.font = `${face.weight} ${size}px ${face.family}`;
    pen.letterSpacing = `${face.tracking * size}px`;
    pen.fillStyle = color;
    pen.fillText(text, pad, size * 1.15);
  }
  const map = new THREE.CanvasTexture(canvas);
  map.colorSpace = THREE.SRGBColorSpace;
  map.anisotropy = 4;
  return new THREE.Mesh(
    new THREE.PlaneGeometry((width + 2 * pad) * pixel, size * 1.6 * pixel),
    new THREE.MeshBasicMaterial({
      map,
      transparent: true,
      toneMapped: false,
      fog: false,
      depthWrite: false,
    }),
  );
}

/** How words come in: out of the depth, turning upright. */
export function raise(word: THREE.Mesh, share: number, leave = 0) {
  const material = word.material as THREE.MeshBasicMaterial;
  material.opacity = Math.min(1, Math.max(0, share * 1.6)) * (1 - leave);
  word.position.z = (1 - share) * -3.2 + leave * 2.4;
  word.rotation.x = (1 - share) * (film.pace.overshoot > 0 ? 1.1 : 0.7);
  word.visible = material.opacity > 0.002;
}
