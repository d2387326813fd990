/** Outside Koda: what its stage gives to code by `import … from 'koda'`, but for media. */

import data from './film.json';

interface Medium {
  name: string;
  type: 'image' | 'video' | 'audio';
  width: number;
  height: number;
  seconds: number;
}

type Ease = (share: number) => number;

export const plan = data.plan;
export const colors = data.plan.design.colors;
export const fonts = data.fonts;
const frames = Math.round(data.plan.seconds * data.plan.fps);
export const film = {
  width: data.width,
  height: data.height,
  fps: data.plan.fps,
  frames,
  seconds: frames / data.plan.fps,
};
export const medias = data.medias as Medium[];

let begin = 0;
let at = 0;
export const spans = data.plan.scenes.map((scene, index) => {
  at += scene.seconds;
  const isLast = index === data.plan.scenes.length - 1;
  const end = isLast ? frames : Math.min(Math.round(at * data.plan.fps), frames);
  const { number, title, text, media, technique } = scene;
  const span = { number, title, text, media, technique, begin, end, frames: end - begin };
  begin = end;
  return span;
});

export function mediumOf(name: string): Medium {
  const found = medias.find((one) => one.name === name);
  if (!found) throw new Error(`There is no medium '${name}'.`);
  return found;
}

export function clamp(x: number, low = 0, high = 1): number {
  return Math.min(Math.max(x, low), high);
}

export function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

const bounce: Ease = (t) => {
  const steps: [number, number, number][] = [
    [1 / 2.75, 0, 0],
    [2 / 2.75, 1.5 / 2.75, 0.75],
    [2.5 / 2.75, 2.25 / 2.75, 0.9375],
    [1.01, 2.625 / 2.75, 0.984375],
  ];
  const [, shift, lift] = steps.find(([limit]) => t < limit) ?? [0, 0, 0];
  return 7.5625 * (t - shift) ** 2 + lift;
};

export const ease = {
  linear: (t: number) => t,
  in: (t: number) => t ** 3,
  out: (t: number) => 1 - (1 - t) ** 3,
  inOut: (t: number) => (t < 0.5 ? 4 * t ** 3 : 1 - (2 - 2 * t) ** 3 / 2),
  outBack: (t: number) => 1 + 2.70158 * (t - 1) ** 3 + 1.70158 * (t - 1) ** 2,
  outElastic: (t: number) =>
    t <= 0 || t >= 1
      ? clamp(t)
      : 2 ** (-10 * t) * Math.sin(((t * 10 - 0.75) * Math.PI * 2) / 3) + 1,
  outBounce: bounce,
  outExpo: (t: number) => (t >= 1 ? 1 : 1 - 2 ** (-10 * t)),
};

export function progress(
  frame: number,
  from: number,
  to: number,
  curve: Ease = ease.linear,
): number {
  return curve(clamp(to === from ? Number(frame >= to) : (frame - from) / (to - from)));
}

function channels(color: string): number[] {
  return [1, 3, 5].map((place) => Number.parseInt(color.slice(place, place + 2), 16) || 0);
}

export function mixColors(a: string, b: string, t: number): string {
  const other = channels(b);
  const parts = channels(a).map((one, place) => Math.round(mix(one, other[place] ?? 0, clamp(t))));
  return `#${parts.map((one) => one.toString(16).padStart(2, '0')).join('')}`;
}

export function alpha(color: string, opacity: number): string {
  return `rgba(${channels(color).join(', ')}, ${clamp(opacity)})`;
}

/** 0 to 1 from any number or word, always the same. */
export function random(seed: number | string): number {
  let hash = 0x811c9dc5;
  for (const letter of String(seed)) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}

/** Smooth noise, -1 to 1. */
export function noise(x: number, y = 0, z = 0): number {
  const corner = (dx: number, dy: number, dz: number) =>
    random(`${Math.floor(x) + dx},${Math.floor(y) + dy},${Math.floor(z) + dz}`) * 2 - 1;
  const [u, v, w] = [x, y, z].map((one) => {
    const t = one - Math.floor(one);
    return t * t * (3 - 2 * t);
  }) as [number, number, number];
  const row = (dy: number, dz: number) => mix(corner(0, dy, dz), corner(1, dy, dz), u);
  const face = (dz: number) => mix(row(0, dz), row(1, dz), v);
  return mix(face(0), face(1), w);
}

interface Fit {
  text: string;
  width: number;
  font?: string;
  weight?: number;
  most?: number;
  lines?: number;
}

const pen = document.createElement('canvas').getContext('2d');

/** The largest size in pixels at which words fit. */
export function fitText({
  text,
  width,
  font = 'sans-serif',
  weight = 700,
  most = 400,
  lines = 1,
}: Fit) {
  if (!pen) return most;
  pen.font = `${weight} 100px ${font}`;
  const widths = text.split(/\s+/).map((word) => (pen ? pen.measureText(word).width : 0) / 100);
  const space = pen.measureText(' ').width / 100;
  for (let size = Math.floor(most); size > 8; size--) {
    let rows = 1;
    let used = 0;
    for (const word of widths) {
      const next = used ? used + space + word : word;
      if (next * size > width && used) rows++;
      used = next * size > width ? word : next;
    }
    if (rows <= lines && Math.max(...widths) * size <= width) return size;
  }
  return 8;
}
