/** The ground that words stand on: light, grid or hairlines, as the style has them. */

import { AbsoluteFill } from 'remotion';
import { film } from '../film';
import type { Beat } from './beat';
import { alpha, blend } from './color';
import { margin } from './place';

const { width, height, palette, style } = film;

export function Backdrop({ beat, side = 1 }: { beat: Beat; side?: 1 | -1 }) {
  const sway = (beat.drift - 0.5) * 8 * side;
  return (
    <AbsoluteFill style={{ backgroundColor: palette.background, overflow: 'hidden' }}>
      <AbsoluteFill
        style={{
          left: '-15%',
          width: '130%',
          transform: `translateX(${sway * 0.5}%)`,
          backgroundImage: LIGHT[style](side),
        }}
      />
      {style === 'corporate' ? <Columns /> : null}
      {style === 'fashion' ? <Hairlines share={beat.ease(0, film.pace.enter * 1.4)} /> : null}
    </AbsoluteFill>
  );
}

const LIGHT: Record<typeof style, (side: 1 | -1) => string> = {
  minimal: (side) =>
    `radial-gradient(ellipse 60% 75% at ${side > 0 ? 74 : 26}% 18%, ${alpha(palette.foreground, 0.07)}, transparent 72%)`,
  corporate: (side) =>
    `radial-gradient(ellipse 55% 80% at ${side > 0 ? 82 : 18}% 100%, ${alpha(palette.accent, 0.26)}, transparent 70%), linear-gradient(180deg, ${palette.background}, ${blend(palette.background, palette.surface, 0.6)})`,
  fashion: () =>
    `radial-gradient(ellipse 70% 90% at 50% 45%, ${alpha(palette.foreground, 0.055)}, transparent 75%)`,
  marketing: (side) =>
    `radial-gradient(ellipse 50% 85% at ${side > 0 ? 84 : 16}% 8%, ${alpha(palette.accent, 0.38)}, transparent 68%), radial-gradient(ellipse 60% 80% at ${side > 0 ? 10 : 90}% 110%, ${alpha(palette.foreground, 0.1)}, transparent 70%)`,
};

function Columns() {
  const count = width > height ? 12 : 6;
  const column = (width - 2 * margin) / count;
  const line = Math.max(1, Math.min(width, height) / 1080);
  return (
    <AbsoluteFill
      style={{
        left: margin,
        width: width - 2 * margin + line,
        backgroundImage: `repeating-linear-gradient(90deg, ${alpha(palette.foreground, 0.055)} 0 ${line}px, transparent ${line}px ${column}px)`,
      }}
    />
  );
}

function Hairlines({ share }: { share: number }) {
  const inset = margin * 0.42;
  const line = `${Math.max(1, Math.min(width, height) / 900)}px solid ${alpha(palette.foreground, 0.2)}`;
  return (
    <AbsoluteFill>
      <div
        style={{
          position: 'absolute',
          inset,
          border: line,
          clipPath: share < 0.999 ? `inset(0 ${(1 - share) * 50}%)` : undefined,
        }}
      />
    </AbsoluteFill>
  );
}

/** Shade over a picture, so that words can be read on it. */
export function Scrim({ toward, strength = 1 }: { toward: string; strength?: number }) {
  const ground = palette.background;
  return (
    <AbsoluteFill
      style={{
        backgroundColor: alpha(ground, 0.22 * strength),
        backgroundImage: `linear-gradient(${toward}, ${alpha(ground, 0)} 0%, ${alpha(ground, 0.5 * strength)} 38%, ${alpha(ground, 0.9 * strength)} 78%, ${alpha(ground, 0.94 * strength)} 100%)`,
      }}
    />
  );
}
