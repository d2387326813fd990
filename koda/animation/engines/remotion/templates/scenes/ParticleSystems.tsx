/** Particle systems: scattered points gather into an orbit around what the scene is about. */

import { useLayoutEffect, useRef } from 'react';
import { AbsoluteFill, random } from 'remotion';
import { film } from '../film';
import { Backdrop } from '../kit/Backdrop';
import { clamp, mix, smooth } from '../kit/beat';
import { Copy } from '../kit/Copy';
import { alpha } from '../kit/color';
import { useBeat } from '../kit/motion';
import { halves, type Rect, safe, square, unit, whole } from '../kit/place';
import { Reel } from '../kit/Show';
import type { SceneProps } from '../kit/types';

const COUNT = 240;
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

interface Particle {
  homeX: number;
  homeY: number;
  angle: number;
  band: number;
  size: number;
  light: number;
  late: number;
  isAccent: boolean;
}

const particles: Particle[] = Array.from({ length: COUNT }, (_, index) => {
  const rank = random(`rank-${index}`);
  return {
    homeX: mix(-0.1, 1.1, random(`x-${index}`)),
    homeY: mix(-0.1, 1.1, random(`y-${index}`)),
    angle: index * GOLDEN,
    band: 1 + (random(`band-${index}`) - 0.5) * 0.34 + (index % 3) * 0.16,
    size: rank > 0.95 ? 1.15 : rank > 0.7 ? 0.52 : 0.26,
    light: rank > 0.95 ? 0.75 : mix(0.35, 0.95, random(`light-${index}`)),
    late: random(`late-${index}`) * 0.5,
    isAccent: index % 6 === 0,
  };
});

export function ParticleSystems({ scene }: SceneProps) {
  const beat = useBeat(scene);
  const { words, show } = halves(0.48);
  const hasMedia = scene.media.length > 0;
  const disc = square(show, 0.72);
  const copy = hasMedia ? words : narrow(safe);
  return (
    <AbsoluteFill>
      <Backdrop beat={beat} />
      <Orbit
        time={beat.time}
        gather={beat.seconds * 0.34}
        rect={hasMedia ? square(show, 0.86) : around(copy)}
        keepOut={copy}
      />
      {hasMedia ? (
        <Reel media={scene.media} beat={beat} rect={disc} radius={disc.width / 2} open="none" />
      ) : null}
      <Copy
        scene={scene}
        beat={beat}
        rect={copy}
        align={hasMedia ? 'left' : 'center'}
        most={hasMedia ? 11 : 12}
        at={0.25}
      />
    </AbsoluteFill>
  );
}

function narrow(rect: Rect): Rect {
  const width = rect.width * (rect.width > rect.height * 1.6 ? 0.56 : 0.82);
  const height = rect.height * 0.62;
  return {
    x: rect.x + (rect.width - width) / 2,
    y: rect.y + (rect.height - height) / 2,
    width,
    height,
  };
}

function around(rect: Rect): Rect {
  return {
    x: rect.x - rect.width * 0.16,
    y: rect.y - rect.height * 0.16,
    width: rect.width * 1.32,
    height: rect.height * 1.32,
  };
}

interface OrbitProps {
  time: number;
  gather: number;
  rect: Rect;
  keepOut: Rect;
}

function Orbit({ time, gather, rect, keepOut }: OrbitProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (!pen) return;
    pen.clearRect(0, 0, whole.width, whole.height);
    for (const particle of particles) draw(pen, particle, time, gather, rect, keepOut);
  });
  return (
    <canvas
      ref={canvas}
      width={whole.width}
      height={whole.height}
      style={{ position: 'absolute', width: '100%', height: '100%' }}
    />
  );
}

function draw(
  pen: CanvasRenderingContext2D,
  particle: Particle,
  time: number,
  gather: number,
  rect: Rect,
  keepOut: Rect,
) {
  const share = smooth((time / Math.max(gather, 0.1) - particle.late) / (1 - particle.late));
  const turn = particle.angle + time * (0.34 / particle.band);
  const ringX = rect.x + rect.width / 2 + (Math.cos(turn) * rect.width * particle.band) / 2;
  const ringY = rect.y + rect.height / 2 + (Math.sin(turn) * rect.height * particle.band) / 2;
  const sway = unit * 1.4;
  const x =
    mix(particle.homeX * whole.width, ringX, share) + Math.sin(time * 1.7 + particle.angle) * sway;
  const y =
    mix(particle.homeY * whole.height, ringY, share) + Math.cos(time * 1.2 + particle.angle) * sway;
  const size = particle.size * unit;
  const ease = clamp(time / 0.4);
  const dim = isIn(keepOut, x, y) ? 0.16 : 1;
  const color = particle.isAccent ? film.palette.accent : film.palette.foreground;
  pen.fillStyle = alpha(color, particle.light * ease * dim);
  pen.beginPath();
  pen.arc(x, y, size, 0, Math.PI * 2);
  pen.fill();
  if (particle.size > 1) {
    pen.fillStyle = alpha(color, 0.14 * ease * dim);
    pen.beginPath();
    pen.arc(x, y, size * 2.6, 0, Math.PI * 2);
    pen.fill();
  }
}

function isIn(rect: Rect, x: number, y: number): boolean {
  return x > rect.x && x < rect.x + rect.width && y > rect.y && y < rect.y + rect.height;
}
