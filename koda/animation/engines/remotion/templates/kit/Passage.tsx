/** How one scene gives way to the next: the new one comes over the old one. */

import type { CSSProperties, ReactNode } from 'react';
import { AbsoluteFill, random, useCurrentFrame } from 'remotion';
import { film } from '../film';
import { clamp, smooth } from './beat';
import { margin, type Rect, unit } from './place';
import { Logo } from './Show';
import type { Medium, PassageName, Scene } from './types';

interface Props {
  scene: Scene;
  /** How the scene after this one comes in. */
  next: PassageName;
  children: ReactNode;
}

export function Passage({ scene, next, children }: Props) {
  const frame = useCurrentFrame();
  const open = scene.opening ? smooth(frame / scene.opening) : 1;
  const gone = scene.overlap ? smooth((frame - scene.frames) / scene.overlap) : 0;
  const isOpen = open >= 1 || scene.passage === 'none';
  return (
    <AbsoluteFill style={{ overflow: 'hidden' }}>
      {!isOpen && scene.passage === 'band' ? (
        <AbsoluteFill
          style={{
            backgroundColor: film.palette.accent,
            clipPath: slant(clamp(frame / scene.opening / 0.7)),
          }}
        />
      ) : null}
      <AbsoluteFill style={isOpen ? undefined : COMING[scene.passage](open, frame)}>
        <AbsoluteFill style={gone > 0 ? GOING[next](gone) : undefined}>
          {children}
          {scene.corner ? <Logo medium={scene.corner} rect={cornerOf(scene.corner)} /> : null}
        </AbsoluteFill>
      </AbsoluteFill>
    </AbsoluteFill>
  );
}

function cornerOf(logo: Medium): Rect {
  const shape = logo.height ? logo.width / logo.height : 1;
  const height = Math.min(unit * 7, (unit * 20) / shape);
  const width = height * shape;
  return { x: film.width - margin - width, y: margin * 0.6, width, height };
}

function slant(share: number): string {
  const edge = smooth(share) * 125;
  return `polygon(0 0, ${edge}% 0, ${edge - 25}% 100%, 0 100%)`;
}

const COMING: Record<PassageName, (share: number, frame: number) => CSSProperties> = {
  none: () => ({}),
  rise: (share) => ({ clipPath: `inset(${(1 - share) * 100}% 0 0 0)` }),
  push: (share) => ({ transform: `translateX(${(1 - share) * 100}%)` }),
  curtain: (share) => ({
    clipPath: `inset(0 ${(1 - share) * 50}% 0 ${(1 - share) * 50}%)`,
    transform: `scale(${1 + (1 - share) * 0.06})`,
  }),
  band: (share) => ({ clipPath: slant(clamp((share - 0.25) / 0.75)) }),
  iris: (share) => ({ clipPath: `circle(${share * 75}% at 50% 50%)` }),
  slices: (share, frame) => ({ clipPath: slices(share, Math.floor(frame / 2)) }),
};

const GOING: Record<PassageName, (share: number) => CSSProperties> = {
  none: () => ({}),
  rise: (share) => ({ transform: `translateY(${share * -14}%)` }),
  push: (share) => ({ transform: `translateX(${share * -100}%)` }),
  curtain: (share) => ({ transform: `scale(${1 + share * 0.05})` }),
  band: (share) => ({ transform: `translateX(${share * 6}%)` }),
  iris: (share) => ({ transform: `scale(${1 + share * 0.08})` }),
  slices: () => ({}),
};

/** Horizontal slices that appear in an order of their own. */
function slices(share: number, state: number): string {
  const rows = 9;
  const points = Array.from({ length: rows }, (_, row) => {
    const isHere = random(`slice-${row}`) < share * 1.15 - 0.1;
    const jitter = isHere ? (random(`jitter-${row}-${state}`) - 0.5) * 8 : 0;
    const edge = isHere ? 104 + jitter : 0;
    const top = (row / rows) * 100;
    const bottom = ((row + 1) / rows) * 100;
    return `${edge}% ${top}%, ${edge}% ${bottom}%`;
  });
  return `polygon(0 0, ${points.join(', ')}, 0 100%)`;
}
