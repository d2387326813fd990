/** Compositing: ground, cards and words in planes that belong together. */

import { AbsoluteFill } from 'remotion';
import { film } from '../film';
import { Backdrop, Scrim } from '../kit/Backdrop';
import { type Beat, mix } from '../kit/beat';
import { Copy } from '../kit/Copy';
import { alpha } from '../kit/color';
import { useBeat } from '../kit/motion';
import { css, halves, isWide, margin, type Rect, safe, unit, whole } from '../kit/place';
import { Show } from '../kit/Show';
import type { Medium, SceneProps } from '../kit/types';

const { palette, pace, width, height } = film;

export function Compositing({ scene }: SceneProps) {
  const beat = useBeat(scene);
  const [ground, ...cards] = scene.media;
  const { words, show } = halves(0.48);
  const onGround: Rect = isWide
    ? {
        ...safe,
        width: safe.width * 0.62,
        y: safe.y + safe.height * 0.3,
        height: safe.height * 0.7,
      }
    : { ...safe, y: safe.y + safe.height * 0.5, height: safe.height * 0.5 };
  return (
    <AbsoluteFill>
      <Backdrop beat={beat} />
      {ground ? (
        <>
          <Show
            medium={ground}
            beat={beat}
            rect={whole}
            radius={0}
            open="none"
            toward={[-0.6, -0.3]}
          />
          <Scrim toward={cards.length && isWide ? '270deg' : '180deg'} />
        </>
      ) : (
        <Lights beat={beat} />
      )}
      {cards.length ? <Mosaic media={cards} beat={beat} rect={show} /> : null}
      {ground ? null : <Glass beat={beat} rect={panel()} />}
      <Copy
        scene={scene}
        beat={beat}
        rect={ground ? (cards.length ? words : onGround) : inset(panel())}
        stand={ground && !cards.length ? 1 : 0.5}
        most={ground ? 12 : 11}
        at={0.2}
      />
    </AbsoluteFill>
  );
}

function panel(): Rect {
  const wide = isWide ? Math.min(width * 0.62, height * 1.25) : safe.width;
  const high = height * (isWide ? 0.62 : 0.5);
  return { x: (width - wide) / 2, y: (height - high) / 2, width: wide, height: high };
}

function inset(rect: Rect): Rect {
  const by = margin * 0.75;
  return {
    x: rect.x + by,
    y: rect.y + by,
    width: rect.width - 2 * by,
    height: rect.height - 2 * by,
  };
}

/** Soft lights behind the glass: static gradients that drift, which cost little. */
function Lights({ beat }: { beat: Beat }) {
  const side = Math.max(width, height);
  const spots = [
    { x: 0.2, y: 0.24, size: 0.62, color: palette.accent, power: 0.62, move: 1 },
    { x: 0.84, y: 0.78, size: 0.7, color: palette.accent, power: 0.4, move: -1 },
    { x: 0.74, y: 0.16, size: 0.44, color: palette.foreground, power: 0.2, move: -0.6 },
  ];
  const share = beat.ease(0, pace.enter * 2);
  return spots.map(({ x, y, size, color, power, move }) => (
    <div
      key={`${x}`}
      style={{
        position: 'absolute',
        width: side * size,
        height: side * size,
        left: x * width - (side * size) / 2 + (beat.drift - 0.5) * width * 0.1 * move,
        top: y * height - (side * size) / 2 + (beat.drift - 0.5) * height * 0.08 * move,
        transform: `scale(${mix(0.7, 1, share)})`,
        backgroundImage: `radial-gradient(circle, ${alpha(color, power)}, ${alpha(color, power * 0.35)} 38%, transparent 68%)`,
      }}
    />
  ));
}

function Glass({ beat, rect }: { beat: Beat; rect: Rect }) {
  const share = beat.ease(0, pace.enter * 1.3);
  return (
    <div
      style={{
        ...css(rect),
        borderRadius: unit * 2.6,
        backgroundColor: alpha(palette.background, 0.66),
        backgroundImage: `linear-gradient(140deg, ${alpha(palette.foreground, 0.12)}, ${alpha(palette.foreground, 0.02)} 60%)`,
        border: `${Math.max(1, unit * 0.14)}px solid ${alpha(palette.foreground, 0.24)}`,
        boxShadow: `0 ${unit * 3}px ${unit * 9}px ${alpha('#000000', 0.35)}`,
        transform: `translateY(${(1 - share) * unit * 7}px)`,
        opacity: share,
      }}
    />
  );
}

/** A grid of equal gaps, the first one larger than the others. */
function Mosaic({ media, beat, rect }: { media: Medium[]; beat: Beat; rect: Rect }) {
  const gap = unit * 1.8;
  return places(media.length, rect, gap).map((place, index) => {
    const medium = media[index];
    return medium ? (
      <Show
        key={medium.name}
        medium={medium}
        beat={beat}
        rect={place}
        at={0.3 + index * 0.08}
        toward={[index % 2 ? 0.4 : -0.4, 0.3]}
        style={{ boxShadow: `0 ${unit}px ${unit * 4}px ${alpha('#000000', 0.35)}` }}
      />
    ) : null;
  });
}

function places(count: number, rect: Rect, gap: number): Rect[] {
  if (count === 1) return [rect];
  const isHigh = rect.height >= rect.width;
  const lead = 0.58;
  const first: Rect = isHigh
    ? { ...rect, height: rect.height * lead - gap / 2 }
    : { ...rect, width: rect.width * lead - gap / 2 };
  const rest: Rect = isHigh
    ? { ...rect, y: rect.y + first.height + gap, height: rect.height - first.height - gap }
    : { ...rect, x: rect.x + first.width + gap, width: rect.width - first.width - gap };
  return [first, ...grid(count - 1, rest, gap)];
}

function grid(count: number, rect: Rect, gap: number): Rect[] {
  const columns = Math.max(1, Math.round(Math.sqrt((count * rect.width) / rect.height)));
  const rows = Math.ceil(count / columns);
  const high = (rect.height - gap * (rows - 1)) / rows;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / columns);
    const inRow = Math.min(columns, count - row * columns);
    const wide = (rect.width - gap * (inRow - 1)) / inRow;
    return {
      x: rect.x + (index % columns) * (wide + gap),
      y: rect.y + row * (high + gap),
      width: wide,
      height: high,
    };
  });
}
