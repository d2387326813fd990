/** Morph transitions: one shape becomes the next, as a window or as a solid. */

import { AbsoluteFill } from 'remotion';
import { film } from '../film';
import { Backdrop } from '../kit/Backdrop';
import { type Beat, clamp, mix, smooth } from '../kit/beat';
import { Copy } from '../kit/Copy';
import { alpha } from '../kit/color';
import { useBeat } from '../kit/motion';
import { css, halves, type Rect, square, unit } from '../kit/place';
import { Reel } from '../kit/Show';
import type { SceneProps } from '../kit/types';

const POINTS = 96;

/** Radius by angle, each of the same mean. */
const SHAPES: ((angle: number) => number)[] = [
  () => 0.86,
  (angle) => squircle(angle, 4.5) * 0.84,
  (angle) => 0.82 + 0.13 * Math.cos(angle * 6),
  (angle) => squircle(angle + Math.PI / 4, 1.35) * 0.98,
  (angle) => 0.8 + 0.1 * Math.cos(angle * 3 + 0.6) + 0.05 * Math.sin(angle * 2),
];

export function MorphTransitions({ scene }: SceneProps) {
  const beat = useBeat(scene);
  const { words, show } = halves(0.5);
  return (
    <AbsoluteFill>
      <Backdrop beat={beat} />
      <Shape scene={scene} beat={beat} rect={square(show, 0.98)} />
      <Copy scene={scene} beat={beat} rect={words} at={0.2} />
    </AbsoluteFill>
  );
}

function Shape({ scene, beat, rect }: SceneProps & { beat: Beat; rect: Rect }) {
  const { palette } = film;
  const share = beat.enter(0, film.pace.enter * 1.5);
  const form = formAt(beat, Math.max(3, Math.min(4, scene.media.length)));
  const turn = beat.drift * 0.5;
  const path = (grow: number, twist: number) =>
    outline(form, (rect.width / 2) * grow * share, twist);
  const inner = path(0.92, turn);
  return (
    <div style={css(rect)}>
      <svg
        role="presentation"
        viewBox={`${-rect.width / 2} ${-rect.width / 2} ${rect.width} ${rect.width}`}
        style={{ position: 'absolute', width: '100%', height: '100%', overflow: 'visible' }}
      >
        <defs>
          <linearGradient id={`morph-${scene.number}`} x1="0" y1="0" x2="1" y2="1">
            <stop offset="0" stopColor={palette.accent} />
            <stop offset="1" stopColor={palette.accent} stopOpacity={0.55} />
          </linearGradient>
        </defs>
        {[1.14, 1.04].map((grow, index) => (
          <path
            key={grow}
            d={path(grow, turn - 0.16 * (2 - index))}
            fill={alpha(palette.accent, 0.1)}
            stroke={alpha(palette.foreground, 0.22)}
            strokeWidth={unit * 0.16}
          />
        ))}
        <path d={inner} fill={`url(#morph-${scene.number})`} />
        {scene.media.length ? null : (
          <path
            d={path(0.46, -turn * 1.6)}
            fill={alpha(palette.background, 0.28)}
            stroke={alpha(palette.onAccent, 0.35)}
            strokeWidth={unit * 0.14}
          />
        )}
      </svg>
      {scene.media.length ? (
        <div
          style={{
            position: 'absolute',
            inset: 0,
            clipPath: `path('${outline(form, (rect.width / 2) * 0.92 * share, turn, rect.width / 2)}')`,
          }}
        >
          <Reel
            media={scene.media}
            beat={beat}
            rect={{ x: 0, y: 0, width: rect.width, height: rect.height }}
            radius={0}
            open="middle"
          />
        </div>
      ) : null}
    </div>
  );
}

/** The radius at each point, between two shapes that each hold for a while. */
function formAt(beat: Beat, count: number): number[] {
  const at = clamp(beat.time / beat.seconds, 0, 0.999) * count;
  const index = Math.floor(at);
  const share = smooth((at - index - 0.42) / 0.58);
  const one = SHAPES[index % SHAPES.length];
  const other = SHAPES[(index + 1) % SHAPES.length];
  return Array.from({ length: POINTS }, (_, point) => {
    const angle = (point / POINTS) * Math.PI * 2;
    return mix(one?.(angle) ?? 1, other?.(angle) ?? 1, share);
  });
}

function squircle(angle: number, power: number): number {
  const x = Math.abs(Math.cos(angle)) ** power;
  const y = Math.abs(Math.sin(angle)) ** power;
  return (x + y) ** (-1 / power);
}

function outline(form: number[], radius: number, turn: number, center = 0): string {
  const points = form.map((length, index) => {
    const angle = (index / form.length) * Math.PI * 2 + turn;
    const x = center + Math.cos(angle) * length * radius;
    const y = center + Math.sin(angle) * length * radius;
    return `${x.toFixed(1)} ${y.toFixed(1)}`;
  });
  return `M ${points.join(' L ')} Z`;
}
