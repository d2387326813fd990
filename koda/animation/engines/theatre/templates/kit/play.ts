/** Plays scenes one after another; the new one comes over the old one inside a moving edge. */

import { film } from '../film';
import { clamp, smooth } from './beat';
import type { Stage, World } from './stage';
import type { PassageName, Scene } from './types';

export interface Part {
  data: Scene;
  world: World;
}

/** An opening in the picture, in shares of it: left, top, right, bottom. */
type Opening = [number, number, number, number];

export function filmOf(stage: Stage, parts: Part[]) {
  const band = bandOf(stage);
  return {
    draw(frame: number) {
      stage.renderer.setScissorTest(true);
      band.style.opacity = '0';
      parts.forEach((part, index) => {
        draw(stage, part, frame, band);
        const before = parts[index - 1];
        if (!before || frame < part.data.from) return;
        before.world.layer.style.clipPath = without(openingOf(part.data, frame));
      });
      stage.renderer.setScissorTest(false);
    },
  };
}

function draw(stage: Stage, { data, world }: Part, frame: number, band: HTMLDivElement) {
  const inside = frame - data.from;
  const isHere = inside >= 0 && inside < data.frames + data.overlap;
  world.layer.style.display = isHere ? 'block' : 'none';
  if (!isHere) return;
  const [left, top, right, bottom] = openingOf(data, frame);
  const isWhole = right - left >= 1 && bottom - top >= 1;
  world.layer.style.clipPath = isWhole
    ? ''
    : `inset(${top * 100}% ${(1 - right) * 100}% ${(1 - bottom) * 100}% ${left * 100}%)`;
  if (data.passage === 'band' && !isWhole) {
    band.style.opacity = '1';
    band.style.left = `${right * 100}%`;
  }
  const { width, height } = film;
  stage.renderer.setScissor(
    left * width,
    (1 - bottom) * height,
    Math.max(1, (right - left) * width),
    Math.max(1, (bottom - top) * height),
  );
  world.update(inside);
  stage.renderer.render(world.scene, world.camera);
}

function openingOf(data: Scene, frame: number): Opening {
  const share = data.opening
    ? clamp((frame - data.from) / data.opening)
    : Number(frame >= data.from);
  return data.passage === 'none' ? WHOLE : OPEN[data.passage](share);
}

/** All of the picture but an opening: where the words of the scene before it still stand. */
function without([left, top, right, bottom]: Opening): string {
  const [l, t, r, b] = [left, top, right, bottom].map((share) => `${share * 100}%`);
  const all = '0 0, 100% 0, 100% 100%, 0 100%, 0 0';
  return `polygon(evenodd, ${all}, ${l} ${t}, ${r} ${t}, ${r} ${b}, ${l} ${b}, ${l} ${t})`;
}

const WHOLE: Opening = [0, 0, 1, 1];

const OPEN: Record<PassageName, (share: number) => Opening> = {
  none: () => WHOLE,
  rise: (share) => [0, 1 - smooth(share), 1, 1],
  push: (share) => [1 - smooth(share), 0, 1, 1],
  curtain: (share) => [0.5 - smooth(share) / 2, 0, 0.5 + smooth(share) / 2, 1],
  band: (share) => [0, 0, smooth(share), 1],
  iris: (share) => {
    const part = smooth(share) / 2;
    return [0.5 - part, 0.5 - part, 0.5 + part, 0.5 + part];
  },
  slices: (share) => [0, 0, 1, Math.round(smooth(share) * 6) / 6],
};

/** The bar in the accent that leads a passage of the marketing style. */
function bandOf(stage: Stage): HTMLDivElement {
  const band = document.createElement('div');
  Object.assign(band.style, {
    position: 'absolute',
    top: '0',
    width: '7%',
    height: '100%',
    backgroundColor: film.palette.accent,
    opacity: '0',
    zIndex: '2',
  });
  stage.overlay.append(band);
  return band;
}
