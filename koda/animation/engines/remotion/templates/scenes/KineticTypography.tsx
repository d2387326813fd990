/** Kinetic typography: phrases take the picture one after another and carry it by their moves. */

import { AbsoluteFill } from 'remotion';
import { film } from '../film';
import { Backdrop } from '../kit/Backdrop';
import { clamp, smooth } from '../kit/beat';
import { bodyFace, displayFace } from '../kit/block';
import { Copy } from '../kit/Copy';
import { alpha } from '../kit/color';
import { fit } from '../kit/fit';
import { useBeat } from '../kit/motion';
import { css, halves, margin, type Rect, safe, unit } from '../kit/place';
import { Reel } from '../kit/Show';
import type { SceneProps } from '../kit/types';
import { Words } from '../kit/Words';

/** The least seconds in which a phrase can be read. */
const LEAST = 0.8;
const LEAVE = 0.26;

export function KineticTypography({ scene }: SceneProps) {
  const beat = useBeat(scene);
  const phrases = [scene.heading, ...scene.lines].filter(Boolean);
  const { words, show } = halves(0.46);
  const rect = scene.media.length ? words : safe;
  const inTurn = phrases.length > 1 && beat.seconds / phrases.length >= LEAST;
  return (
    <AbsoluteFill>
      <Backdrop beat={beat} />
      {scene.media.length ? <Reel media={scene.media} beat={beat} rect={show} /> : null}
      {inTurn ? (
        <InTurn phrases={phrases} scene={scene} rect={rect} />
      ) : (
        <Copy scene={scene} beat={beat} rect={rect} most={scene.media.length ? 15 : 20} />
      )}
    </AbsoluteFill>
  );
}

function InTurn({ phrases, scene, rect }: SceneProps & { phrases: string[]; rect: Rect }) {
  const beat = useBeat(scene);
  const { palette, pace } = film;
  const turns = turnsOf(phrases, beat.seconds);
  const inner = { ...rect, y: rect.y, height: rect.height - unit * 5 };
  return (
    <>
      {turns.map(({ phrase, begin, end }, index) => {
        const isLast = index === turns.length - 1;
        const left = isLast ? 0 : clamp((beat.time - end + LEAVE) / LEAVE);
        if (beat.time < begin || left >= 1) return null;
        const isLong = phrase.length > 70;
        const fitted = fit(
          phrase,
          isLong ? { ...bodyFace, weight: 500, leading: 1.25 } : displayFace,
          {
            width: inner.width,
            height: inner.height,
            most: unit * (isLong ? 9 : 21) * pace.scale,
          },
        );
        return (
          <div
            key={`${index}-${phrase}`}
            style={{
              ...css(inner),
              top: inner.y + (inner.height - fitted.height) / 2,
              height: fitted.height,
              transform: `translateY(${-smooth(left) * unit * 9}px)`,
              opacity: 1 - left ** 2,
            }}
          >
            <Words
              fitted={fitted}
              beat={beat}
              at={beat.when(begin)}
              color={palette.foreground}
              accent={palette.accentText}
              stagger={pace.stagger * 1.6}
            />
          </div>
        );
      })}
      <Steps count={turns.length} time={beat.time} turns={turns} rect={rect} />
    </>
  );
}

interface Turn {
  phrase: string;
  begin: number;
  end: number;
}

/** Long phrases get more time, within bounds. */
function turnsOf(phrases: string[], seconds: number): Turn[] {
  const weights = phrases.map((phrase) => clamp(phrase.length / 24, 0.75, 1.6));
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  let at = 0;
  return phrases.map((phrase, index) => {
    const begin = at;
    at += (seconds * (weights[index] ?? 1)) / whole;
    return { phrase, begin, end: at };
  });
}

function Steps({
  count,
  time,
  turns,
  rect,
}: {
  count: number;
  time: number;
  turns: Turn[];
  rect: Rect;
}) {
  const gap = unit * 1.2;
  const width = Math.min(rect.width, margin * 4);
  const each = (width - gap * (count - 1)) / count;
  return turns.map(({ begin, end }, index) => (
    <div
      key={begin}
      style={{
        position: 'absolute',
        left: rect.x + index * (each + gap),
        top: rect.y + rect.height - unit * 0.5,
        width: each,
        height: Math.max(2, unit * 0.45),
        borderRadius: unit,
        backgroundColor: alpha(film.palette.foreground, 0.18),
        overflow: 'hidden',
      }}
    >
      <div
        style={{
          width: `${clamp((time - begin) / (end - begin)) * 100}%`,
          height: '100%',
          backgroundColor: film.palette.accent,
        }}
      />
    </div>
  ));
}
