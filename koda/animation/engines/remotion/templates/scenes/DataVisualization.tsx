/** Data visualization: the figures of the scene's words grow into a picture of themselves. */

import { AbsoluteFill } from 'remotion';
import { film } from '../film';
import { Backdrop, Scrim } from '../kit/Backdrop';
import type { Beat } from '../kit/beat';
import { bodyFace, displayFace } from '../kit/block';
import { Copy } from '../kit/Copy';
import { alpha } from '../kit/color';
import { fit } from '../kit/fit';
import { useBeat } from '../kit/motion';
import { css, halves, isWide, type Rect, square, unit, whole } from '../kit/place';
import { Reel } from '../kit/Show';
import type { Figure, SceneProps } from '../kit/types';
import { Words } from '../kit/Words';

const { palette, pace } = film;

export function DataVisualization({ scene }: SceneProps) {
  const beat = useBeat(scene);
  const { words, show } = halves(0.5);
  const { figures, media } = scene;
  return (
    <AbsoluteFill>
      <Backdrop beat={beat} side={1} />
      {media.length ? (
        <>
          <Reel media={media} beat={beat} rect={whole} radius={0} />
          <Scrim toward={isWide ? '100deg' : '180deg'} strength={0.9} />
          <AbsoluteFill style={{ backgroundColor: alpha(palette.background, 0.45) }} />
        </>
      ) : null}
      <Copy scene={scene} beat={beat} rect={words} most={11} />
      <Chart figures={figures} beat={beat} rect={show} />
    </AbsoluteFill>
  );
}

interface ChartProps {
  figures: Figure[];
  beat: Beat;
  rect: Rect;
}

/** Only figures of one unit are compared by bars; a single share of a whole is a ring. */
function Chart({ figures, beat, rect }: ChartProps) {
  const [first] = figures;
  if (!first) return <Curve beat={beat} rect={rect} />;
  const isShare = first.suffix.startsWith('%') && first.value >= 0 && first.value <= 100;
  if (figures.length === 1 && isShare) return <Share figure={first} beat={beat} rect={rect} />;
  return <Bars figures={figures} beat={beat} rect={rect} />;
}

function Bars({ figures, beat, rect }: ChartProps) {
  const units = new Set(figures.map((figure) => `${figure.prefix} ${figure.suffix}`));
  const largest = Math.max(...figures.map((figure) => Math.abs(figure.value)), 1e-9);
  const best = figures.findIndex((figure) => Math.abs(figure.value) === largest);
  const slot = rect.height / figures.length;
  const each = Math.min(slot, unit * 24);
  const top = rect.y + (rect.height - each * figures.length) / 2;
  return figures.map((figure, index) => {
    const share = beat.ease(0.35 + index * 0.12, 1);
    const isComparable = units.size === 1 && figures.length > 1;
    const length = isComparable ? Math.abs(figure.value) / largest : 0.14;
    const row = { ...rect, y: top + index * each, height: each };
    const color =
      index === best || !isComparable ? palette.accent : alpha(palette.foreground, 0.42);
    return (
      <div key={`${figure.label}-${figure.value}`} style={css(row)}>
        <Count figure={figure} share={share} width={row.width} height={each * 0.46} beat={beat} />
        <Caption
          text={figure.label}
          width={row.width}
          height={each * 0.24}
          beat={beat}
          at={0.3 + index * 0.12}
        />
        <div
          style={{
            position: 'absolute',
            bottom: each * 0.08,
            left: 0,
            width: '100%',
            height: Math.max(2, each * 0.07),
            borderRadius: unit,
            backgroundColor: alpha(palette.foreground, 0.1),
          }}
        >
          <div
            style={{
              width: `${share * length * 100}%`,
              height: '100%',
              borderRadius: unit,
              backgroundColor: color,
            }}
          />
        </div>
      </div>
    );
  });
}

interface NumberProps {
  figure: Figure;
  share: number;
  width: number;
  height: number;
  beat: Beat;
  isCentered?: boolean;
}

/** Counts to its exact figure; it has the width of its end from the beginning. */
function Count({ figure, share, width, height, beat, isCentered }: NumberProps) {
  const face = { ...displayFace, leading: 1.05 };
  const { size } = fit(figure.written, face, { width, height, most: unit * 16, lines: 1 });
  const shown = share > 0.999 ? figure.written : counted(figure, figure.value * share);
  return (
    <div
      style={{
        fontFamily: face.family,
        fontWeight: face.weight,
        fontSize: size,
        letterSpacing: `${face.tracking}em`,
        lineHeight: `${size * face.leading}px`,
        fontVariantNumeric: 'tabular-nums',
        whiteSpace: 'pre',
        textAlign: isCentered ? 'center' : 'left',
        color: palette.foreground,
        opacity: beat.ease(0.2, 0.3),
      }}
    >
      {shown}
    </div>
  );
}

function counted({ prefix, suffix, decimals, written }: Figure, value: number): string {
  const number = value.toLocaleString('en-US', {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
    useGrouping: written.includes(','),
  });
  return `${prefix}${number}${suffix}`;
}

interface CaptionProps {
  text: string;
  width: number;
  height: number;
  beat: Beat;
  at: number;
  isCentered?: boolean;
}

function Caption({ text, width, height, beat, at, isCentered }: CaptionProps) {
  if (!text) return null;
  const fitted = fit(text, bodyFace, { width, height, most: unit * 3.4 });
  return (
    <Words
      fitted={fitted}
      beat={beat}
      at={at}
      color={palette.muted}
      align={isCentered ? 'center' : 'left'}
      byLine
    />
  );
}

function Share({ figure, beat, rect }: { figure: Figure; beat: Beat; rect: Rect }) {
  const box = square(rect, 0.86);
  const share = beat.ease(0.25, 1.3);
  const radius = box.width * 0.43;
  const round = 2 * Math.PI * radius;
  const middle = box.width / 2;
  const inner = box.width * 0.62;
  return (
    <div style={css(box)}>
      <svg
        role="presentation"
        width={box.width}
        height={box.width}
        style={{ position: 'absolute' }}
      >
        <g
          transform={`rotate(-90 ${middle} ${middle})`}
          fill="none"
          strokeWidth={box.width * 0.062}
        >
          <circle cx={middle} cy={middle} r={radius} stroke={alpha(palette.foreground, 0.12)} />
          <circle
            cx={middle}
            cy={middle}
            r={radius}
            stroke={palette.accent}
            strokeLinecap="round"
            strokeDasharray={`${Math.max(0.001, (round * share * figure.value) / 100)} ${round}`}
          />
        </g>
      </svg>
      <div
        style={{
          position: 'absolute',
          left: (box.width - inner) / 2,
          width: inner,
          top: box.width * 0.34,
        }}
      >
        <Count
          figure={figure}
          share={share}
          width={inner}
          height={box.width * 0.24}
          beat={beat}
          isCentered
        />
        <Caption
          text={figure.label}
          width={inner}
          height={box.width * 0.14}
          beat={beat}
          at={0.5}
          isCentered
        />
      </div>
    </div>
  );
}

/** The shape of growth, without numbers: the words gave none. */
function Curve({ beat, rect }: { beat: Beat; rect: Rect }) {
  const count = 7;
  const gap = rect.width * 0.035;
  const each = (rect.width - gap * (count - 1)) / count;
  const tops = Array.from(
    { length: count },
    (_, index) => 0.2 + 0.66 * (index / (count - 1)) ** 1.7,
  );
  const line = beat.ease(0.7, pace.enter * 2);
  const points = tops.map(
    (top, index) => `${index * (each + gap) + each / 2},${rect.height * (1 - top) - unit * 3}`,
  );
  return (
    <div style={css(rect)}>
      {tops.map((top, index) => {
        const share = beat.enter(0.15 + index * 0.07, pace.enter * 1.2);
        const isLast = index === count - 1;
        return (
          <div
            key={top}
            style={{
              position: 'absolute',
              bottom: 0,
              left: index * (each + gap),
              width: each,
              height: rect.height * top * share,
              borderRadius: `${unit}px ${unit}px 0 0`,
              background: isLast
                ? palette.accent
                : `linear-gradient(180deg, ${alpha(palette.foreground, 0.34)}, ${alpha(palette.foreground, 0.08)})`,
            }}
          />
        );
      })}
      <svg
        role="presentation"
        width={rect.width}
        height={rect.height}
        style={{ position: 'absolute', overflow: 'visible' }}
      >
        <polyline
          points={points.join(' ')}
          fill="none"
          stroke={palette.accent}
          strokeWidth={unit * 0.5}
          strokeLinejoin="round"
          strokeLinecap="round"
          pathLength={1}
          strokeDasharray={`${line} 1.1`}
          opacity={line > 0 ? 1 : 0}
        />
      </svg>
    </div>
  );
}
