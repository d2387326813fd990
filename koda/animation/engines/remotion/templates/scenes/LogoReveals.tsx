/** Logo reveals: a line draws the eye, the sign opens from it, the name follows. */

import { AbsoluteFill } from 'remotion';
import { film } from '../film';
import { Backdrop, Scrim } from '../kit/Backdrop';
import { type Beat, mix, smooth } from '../kit/beat';
import { Copy } from '../kit/Copy';
import { alpha } from '../kit/color';
import { useBeat } from '../kit/motion';
import { css, type Rect, safe, unit, whole, within } from '../kit/place';
import { Logo, Reel } from '../kit/Show';
import type { Medium, SceneProps } from '../kit/types';

const { palette, pace, height } = film;

export function LogoReveals({ scene }: SceneProps) {
  const beat = useBeat(scene);
  const hasWords = Boolean(scene.heading) || scene.lines.length > 0;
  const part = hasWords ? 0.46 : 1;
  const top: Rect = { ...safe, height: safe.height * part };
  const words: Rect = {
    ...safe,
    x: safe.x + safe.width * 0.06,
    width: safe.width * 0.88,
    y: safe.y + safe.height * (part + 0.06),
    height: safe.height * (0.94 - part),
  };
  return (
    <AbsoluteFill>
      <Backdrop beat={beat} />
      {scene.media.length ? (
        <>
          <Reel media={scene.media} beat={beat} rect={whole} radius={0} open="middle" />
          <AbsoluteFill style={{ backgroundColor: alpha(palette.background, 0.6) }} />
          <Scrim toward="180deg" strength={0.7} />
        </>
      ) : (
        <Halo beat={beat} center={top.y + top.height * 0.6} />
      )}
      <Sign logo={scene.logo} beat={beat} rect={top} hasWords={hasWords} />
      <Copy scene={scene} beat={beat} rect={words} align="center" stand={0} most={11} at={0.75} />
    </AbsoluteFill>
  );
}

interface SignProps {
  logo: Medium | null;
  beat: Beat;
  rect: Rect;
  hasWords: boolean;
}

function Sign({ logo, beat, rect, hasWords }: SignProps) {
  const draw = beat.ease(0, 0.55);
  const open = beat.ease(0.35, pace.enter * 1.3);
  const shape = logo?.height ? logo.width / logo.height : 1;
  const most = {
    ...rect,
    x: rect.x + rect.width * 0.2,
    width: rect.width * 0.6,
    y: hasWords ? rect.y + rect.height * 0.12 : rect.y + rect.height * 0.3,
    height: rect.height * (hasWords ? 0.86 : 0.4),
  };
  const box = within(logo ? most : { ...most, height: Math.min(most.height, unit * 30) }, shape);
  const place = hasWords ? { ...box, y: rect.y + rect.height - box.height } : box;
  const line = Math.max(2, unit * 0.35);
  const width = mix(box.width * 0.5, box.width * 1.25, open);
  return (
    <>
      <div
        style={{
          ...css(place),
          clipPath: `inset(${(1 - open) * 50}% -5% ${(1 - open) * 50}% -5%)`,
        }}
      >
        {logo ? (
          <Logo medium={logo} rect={{ x: 0, y: 0, width: place.width, height: place.height }} />
        ) : (
          <Monogram size={place.width} beat={beat} />
        )}
        <Shine beat={beat} />
      </div>
      <div
        style={{
          position: 'absolute',
          left: place.x + place.width / 2 - (width * draw) / 2,
          top: mix(place.y + place.height / 2, place.y + place.height + unit * 3.2, smooth(open)),
          width: width * draw,
          height: line,
          borderRadius: line,
          backgroundColor: palette.accent,
        }}
      />
    </>
  );
}

/** A sign of simple shapes for films without a logo. */
function Monogram({ size, beat }: { size: number; beat: Beat }) {
  const turn = mix(-70, 0, beat.ease(0.35, pace.enter * 2));
  return (
    <svg
      role="presentation"
      viewBox="-50 -50 100 100"
      width={size}
      height={size}
      style={{ display: 'block' }}
    >
      <g transform={`rotate(${turn})`}>
        <path d="M 0 -46 A 46 46 0 0 1 46 0 L 0 0 Z" fill={palette.accent} />
        <path d="M 46 4 A 46 46 0 0 1 0 46 L 0 4 Z" fill={palette.foreground} />
        <path d="M -4 46 A 46 46 0 0 1 -46 4 L -4 4 Z" fill={alpha(palette.accent, 0.55)} />
        <circle cx={-25} cy={-25} r={21} fill={palette.foreground} />
      </g>
    </svg>
  );
}

/** A light that passes over the sign once. */
function Shine({ beat }: { beat: Beat }) {
  const share = smooth(beat.ease(1.1, 1));
  if (share <= 0 || share >= 1) return null;
  return (
    <div
      style={{
        position: 'absolute',
        inset: '-10%',
        transform: `translateX(${mix(-120, 120, share)}%) skewX(-18deg)`,
        backgroundImage: `linear-gradient(90deg, transparent 42%, ${alpha('#FFFFFF', 0.34)} 50%, transparent 58%)`,
      }}
    />
  );
}

/** Rings that spread once, as of a drop. */
function Halo({ beat, center }: { beat: Beat; center: number }) {
  const side = Math.max(film.width, height);
  return [0, 0.16, 0.32].map((late) => {
    const share = beat.ease(0.3 + late, 2.2);
    const size = side * mix(0.1, 0.5 + late, share);
    return (
      <div
        key={late}
        style={{
          position: 'absolute',
          left: film.width / 2 - size / 2,
          top: center - size / 2,
          width: size,
          height: size,
          borderRadius: '50%',
          border: `${unit * 0.16}px solid ${alpha(palette.foreground, 0.2 * (1 - share * 0.72))}`,
          opacity: share > 0 ? 1 : 0,
        }}
      />
    );
  });
}
