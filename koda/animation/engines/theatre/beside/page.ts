/** Outside Koda: a stage in the browser. It plays the film; keys: space, left, right. */

import { getProject, types } from '@theatre/core';
import { film, fonts, media } from 'koda';
import * as THREE from 'three';
import { mediumOf } from '../koda/tools';
import './fonts';

type Key = [seconds: number, value: number, ease?: string];
type Tracks = Record<string, Record<string, Key[]>>;
type Look = {
  font?: string;
  size?: number;
  weight?: number;
  color?: string;
  align?: CanvasTextAlign;
};

const root = document.querySelector<HTMLDivElement>('#film');
if (!root) throw new Error('There is no element #film.');
const renderer = new THREE.WebGLRenderer({
  antialias: true,
  alpha: true,
  preserveDrawingBuffer: true,
});
renderer.setSize(film.width, film.height);
renderer.toneMapping = THREE.ACESFilmicToneMapping;
const overlay = document.createElement('div');
Object.assign(overlay.style, { position: 'absolute', inset: '0', overflow: 'hidden' });
root.append(renderer.domElement, overlay);
Object.assign(root.style, { width: `${film.width}px`, height: `${film.height}px` });

const films: { video: HTMLVideoElement; texture: THREE.Texture; begin: number }[] = [];

async function texture(name: string, { begin = 0 } = {}): Promise<THREE.Texture> {
  const made =
    mediumOf(name).type === 'video'
      ? await filmTexture(name, begin)
      : await new THREE.TextureLoader().loadAsync(media(name));
  made.colorSpace = THREE.SRGBColorSpace;
  return made;
}

async function filmTexture(name: string, begin: number): Promise<THREE.Texture> {
  const video = document.createElement('video');
  Object.assign(video, { src: media(name), muted: true, preload: 'auto' });
  await new Promise((resolve) => video.addEventListener('loadeddata', resolve, { once: true }));
  const made = new THREE.Texture(video);
  films.push({ video, texture: made, begin });
  return made;
}

async function follow(seconds: number): Promise<void> {
  await Promise.all(
    films.map(async ({ video, texture: shown, begin }) => {
      const at = Math.max(0, seconds - begin) % (video.duration || 1);
      if (Math.abs(video.currentTime - at) > 0.001) {
        const done = new Promise((resolve) =>
          video.addEventListener('seeked', resolve, { once: true }),
        );
        video.currentTime = at;
        await done;
      }
      shown.needsUpdate = true;
    }),
  );
}

const HANDLES: Record<string, [number, number, number, number]> = {
  linear: [0.33, 0.33, 0.67, 0.67],
  in: [0.55, 0, 1, 0.45],
  out: [0, 0.55, 0.45, 1],
  inOut: [0.65, 0, 0.35, 1],
  hold: [0.33, 0, 0.67, 1],
};

let sheets = 0;

/** Keyframes in Theatre.js's own form, so that its project can be opened elsewhere. */
function sheet(tracks: Tracks) {
  const name = `film-${sheets++}`;
  const byObject = Object.entries(tracks).map(([object, props]) => {
    const trackData: Record<string, object> = {};
    const trackIdByPropPath: Record<string, string> = {};
    for (const [prop, keys] of Object.entries(props)) {
      const id = `${object}.${prop}`;
      trackIdByPropPath[JSON.stringify([prop])] = id;
      trackData[id] = { type: 'BasicKeyframedTrack', __debugName: id, keyframes: framed(keys, id) };
    }
    return [object, { trackData, trackIdByPropPath }];
  });
  const state = {
    sheetsById: {
      film: {
        staticOverrides: { byObject: {} },
        sequence: {
          type: 'PositionalSequence',
          length: film.seconds,
          subUnitsPerUnit: 60,
          tracksByObject: Object.fromEntries(byObject),
        },
      },
    },
    definitionVersion: '0.4.0',
    revisionHistory: ['koda'],
  };
  const made = getProject(name, { state }).sheet('film');
  const values: Record<string, Record<string, number>> = {};
  for (const [object, props] of Object.entries(tracks)) {
    const first = Object.entries(props).map(([prop, keys]) => [
      prop,
      types.number(keys[0]?.[1] ?? 0),
    ]);
    const shown = made.object(object, Object.fromEntries(first));
    Object.defineProperty(values, object, { get: () => shown.value, enumerable: true });
  }
  return {
    at(seconds: number) {
      made.sequence.position = seconds;
      return values;
    },
  };
}

function framed(keys: Key[], id: string) {
  return keys
    .toSorted(([a], [b]) => a - b)
    .map(([position, value, ease = 'inOut'], index, all) => {
      const [leaveX, leaveY] = HANDLES[ease] ?? [0.65, 0, 0.35, 1];
      const [, , comeX, comeY] = HANDLES[all[index - 1]?.[2] ?? 'inOut'] ?? [0.65, 0, 0.35, 1];
      const type = ease === 'hold' ? 'hold' : 'bezier';
      const handles = [comeX, comeY, leaveX, leaveY];
      return {
        id: `${id}-${index}`,
        position,
        value,
        type,
        connectedRight: ease !== 'hold',
        handles,
      };
    });
}

function text(words: string, look: Look = {}) {
  const {
    font = fonts.display,
    size = 96,
    weight = 700,
    color = '#ffffff',
    align = 'center',
  } = look;
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  if (!pen) throw new Error('There is no canvas.');
  const style = `${weight} ${size}px ${font}`;
  pen.font = style;
  const lines = words.split('\n');
  const pad = size * 0.2;
  canvas.width = Math.ceil(Math.max(...lines.map((line) => pen.measureText(line).width)) + 2 * pad);
  canvas.height = Math.ceil(lines.length * size * 1.2 + 2 * pad);
  Object.assign(pen, { font: style, fillStyle: color, textAlign: align, textBaseline: 'middle' });
  const x = align === 'left' ? pad : align === 'right' ? canvas.width - pad : canvas.width / 2;
  lines.forEach((line, index) => {
    pen.fillText(line, x, pad + (index + 0.5) * size * 1.2);
  });
  const made = new THREE.CanvasTexture(canvas);
  made.colorSpace = THREE.SRGBColorSpace;
  return { texture: made, width: canvas.width, height: canvas.height };
}

const faces = [fonts.display, fonts.body].flatMap((family) =>
  [400, 500, 600, 700, 800].map((weight) => document.fonts.load(`${weight} 20px ${family}`)),
);
await Promise.all(faces);
const { default: setup } = await import('./main');
const drawing = await setup({ renderer, overlay, ...film, texture, text, sheet } as never);

/** Draws one frame: for tools that take the film picture by picture. */
async function seek(frame: number): Promise<void> {
  await follow(frame / film.fps);
  await (drawing.draw as (frame: number, seconds: number) => unknown)(frame, frame / film.fps);
}

let isPlaying = true;
let frame = 0;
let before = performance.now();
Object.assign(window, {
  seek: (to: number) => {
    isPlaying = false;
    return seek(to);
  },
});
addEventListener('keydown', ({ key }) => {
  if (key === ' ') isPlaying = !isPlaying;
  if (key === 'ArrowLeft') frame = Math.max(0, frame - 1);
  if (key === 'ArrowRight') frame = Math.min(film.frames - 1, frame + 1);
});

async function play(now: number): Promise<void> {
  if (isPlaying) frame = (frame + ((now - before) / 1000) * film.fps) % film.frames;
  before = now;
  await seek(Math.floor(frame));
  requestAnimationFrame(play);
}
requestAnimationFrame(play);
