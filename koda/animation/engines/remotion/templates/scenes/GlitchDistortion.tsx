/** Glitch and distortion: a clean picture that breaks for a few frames, then holds. */

import type { ReactNode } from 'react';
import { AbsoluteFill, random } from 'remotion';
import { film } from '../film';
import { Backdrop, Scrim } from '../kit/Backdrop';
import { type Beat, clamp } from '../kit/beat';
import { Copy } from '../kit/Copy';
import { alpha } from '../kit/color';
import { useBeat } from '../kit/motion';
import { safe, unit, whole } from '../kit/place';
import { Reel } from '../kit/Show';
import type { SceneProps } from '../kit/types';

const { palette, fps } = film;

/** Seconds of a burst, and when they come, as shares of the scene. */
const BURST = 0.2;
const WHEN = [0.02, 0.38, 0.74];

export function GlitchDistortion({ scene }: SceneProps) {
  const beat = useBeat(scene);
  const power = powerAt(beat);
  const state = Math.floor((beat.frame * 15) / fps);
  const there = { ...beat, enter: appear(beat), ease: appear(beat) };
  const copy = <Copy scene={scene} beat={there} rect={safe} most={17} />;
  const ghost = (tint: string, side: number) => (
    <Ghost x={side * power * unit * 1.5}>
      <Copy scene={scene} beat={there} rect={safe} most={17} tint={tint} />
    </Ghost>
  );
  return (
    <AbsoluteFill>
      <Backdrop beat={beat} />
      {scene.media.length ? (
        <Broken power={power} state={state} seed="media">
          <Reel media={scene.media} beat={beat} rect={whole} radius={0} open="none" />
        </Broken>
      ) : (
        <Bars power={power} state={state} />
      )}
      {scene.media.length ? <Scrim toward="to left" strength={0.9} /> : null}
      {scene.media.length ? (
        <AbsoluteFill style={{ backgroundColor: alpha(palette.background, 0.4) }} />
      ) : null}
      {power > 0 ? ghost(palette.accent, -1) : null}
      {power > 0 ? ghost(palette.muted, 1) : null}
      <Broken power={power * 0.8} state={state} seed="copy">
        {copy}
      </Broken>
      <Lines beat={beat} />
    </AbsoluteFill>
  );
}

/** Things are there at once: the burst is how they come in. */
function appear(beat: Beat) {
  return (at = 0) => (beat.time * 12 > at * 2.2 ? 1 : 0);
}

function powerAt(beat: Beat): number {
  const length = Math.min(BURST, beat.seconds * 0.12);
  return Math.max(
    ...WHEN.map((share) => {
      const since = beat.time - share * beat.seconds;
      return since >= 0 && since < length ? 1 - 0.5 * clamp(since / length) : 0;
    }),
  );
}

interface BrokenProps {
  power: number;
  state: number;
  seed: string;
  children: ReactNode;
}

/** The same picture in horizontal slices, some of them moved. */
function Broken({ power, state, seed, children }: BrokenProps) {
  if (power <= 0) return <AbsoluteFill>{children}</AbsoluteFill>;
  const rows = 7;
  const cuts = Array.from({ length: rows - 1 }, (_, row) =>
    random(`${seed}-cut-${row}-${state}`),
  ).sort();
  const edges = [0, ...cuts, 1];
  return edges.slice(0, -1).map((top, row) => {
    const bottom = edges[row + 1] ?? 1;
    const moves = random(`${seed}-moves-${row}-${state}`) > 0.45;
    const shift = moves ? (random(`${seed}-shift-${row}-${state}`) - 0.5) * 6 * power : 0;
    return (
      <AbsoluteFill
        key={row}
        style={{
          clipPath: `inset(${top * 100}% 0 ${(1 - bottom) * 100}% 0)`,
          transform: `translateX(${shift}%)`,
        }}
      >
        {children}
      </AbsoluteFill>
    );
  });
}

function Ghost({ x, children }: { x: number; children: ReactNode }) {
  return (
    <AbsoluteFill aria-hidden style={{ transform: `translateX(${x}px)`, opacity: 0.8 }}>
      {children}
    </AbsoluteFill>
  );
}

/** Blocks of signal where there is no picture. */
function Bars({ power, state }: { power: number; state: number }) {
  return Array.from({ length: 16 }, (_, index) => {
    const seed = power > 0 ? `${index}-${state}` : `${index}`;
    const y = random(`y-${seed}`);
    const isAccent = random(`accent-${index}`) > 0.72;
    const wide = 0.04 + random(`w-${seed}`) * (power > 0 ? 0.5 : 0.2);
    const fromRight = index % 2 === 0;
    return (
      <div
        key={index}
        style={{
          position: 'absolute',
          top: `${y * 100}%`,
          [fromRight ? 'right' : 'left']: 0,
          width: `${wide * (fromRight ? 100 : 22)}%`,
          height: unit * (0.3 + random(`h-${index}`) * 2.6),
          backgroundColor: isAccent ? palette.accent : alpha(palette.foreground, 0.1 + power * 0.1),
        }}
      />
    );
  });
}

/** Scan lines, and a slow bright band that passes. */
function Lines({ beat }: { beat: Beat }) {
  const step = Math.max(3, unit * 0.4);
  const at = ((beat.time / 3) % 1) * 140 - 20;
  return (
    <AbsoluteFill style={{ pointerEvents: 'none' }}>
      <AbsoluteFill
        style={{
          backgroundImage: `repeating-linear-gradient(180deg, ${alpha('#000000', 0.13)} 0 ${step / 2}px, transparent ${step / 2}px ${step}px)`,
        }}
      />
      <div
        style={{
          position: 'absolute',
          top: `${at}%`,
          width: '100%',
          height: '12%',
          backgroundImage: `linear-gradient(180deg, transparent, ${alpha(palette.foreground, 0.06)}, transparent)`,
        }}
      />
    </AbsoluteFill>
  );
}
