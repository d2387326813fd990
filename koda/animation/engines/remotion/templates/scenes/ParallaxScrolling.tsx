/** Parallax scrolling: layers at different depths pass at different speeds. */

import { AbsoluteFill, random } from 'remotion';
import { film } from '../film';
import { Backdrop, Scrim } from '../kit/Backdrop';
import { type Beat, mix, smooth } from '../kit/beat';
import { Copy } from '../kit/Copy';
import { alpha, blend } from '../kit/color';
import { useBeat } from '../kit/motion';
import { css, isWide, margin, type Rect, safe, unit, whole } from '../kit/place';
import { Show } from '../kit/Show';
import type { Medium, SceneProps } from '../kit/types';

const { width, height, palette } = film;

export function ParallaxScrolling({ scene }: SceneProps) {
  const beat = useBeat(scene);
  const hasMedia = scene.media.length > 0;
  const words: Rect = hasMedia
    ? { ...safe, width: isWide ? safe.width * 0.4 : safe.width, ...(isWide ? {} : low(0.36)) }
    : { ...safe, height: safe.height * 0.5, width: isWide ? safe.width * 0.6 : safe.width };
  return (
    <AbsoluteFill>
      <Backdrop beat={beat} />
      {hasMedia ? <Gallery media={scene.media} beat={beat} /> : <Land beat={beat} />}
      <div style={{ transform: `translateX(${travel(beat) * width * 0.012}px)` }}>
        <Copy
          scene={scene}
          beat={beat}
          rect={words}
          stand={hasMedia ? 0.5 : 0.42}
          most={12}
          at={0.1}
        />
      </div>
    </AbsoluteFill>
  );
}

function low(share: number) {
  return { y: safe.y + safe.height * (1 - share), height: safe.height * share };
}

/** -0.5 to 0.5 over the scene, nearly still at both ends. */
function travel(beat: Beat): number {
  return 0.5 - mix(beat.drift, smooth(beat.drift), 0.6);
}

const LAYERS = [
  { depth: 4.2, base: 0.6, rise: 0.13, tone: 0.14 },
  { depth: 2.6, base: 0.71, rise: 0.12, tone: 0.3 },
  { depth: 1.6, base: 0.82, rise: 0.1, tone: 0.52 },
  { depth: 1, base: 0.93, rise: 0.08, tone: 0.8 },
];

/** Hills before a low sun, paler the farther they are. */
function Land({ beat }: { beat: Beat }) {
  const sun = Math.min(width, height) * 0.4;
  const rise = beat.ease(0, film.pace.enter * 2);
  return (
    <AbsoluteFill>
      <div
        style={{
          position: 'absolute',
          width: sun,
          height: sun,
          left: width * (isWide ? 0.76 : 0.6) - sun / 2 + travel(beat) * width * 0.03,
          top: height * mix(0.74, 0.62, rise) - sun * (isWide ? 0.72 : 0.5),
          borderRadius: '50%',
          backgroundImage: `linear-gradient(180deg, ${palette.accent}, ${alpha(palette.accent, 0.35)})`,
        }}
      />
      <svg
        role="presentation"
        viewBox={`0 0 ${width} ${height}`}
        style={{ position: 'absolute', width: '100%', height: '100%' }}
      >
        {LAYERS.map(({ depth, base, rise: high, tone }, index) => (
          <path
            key={depth}
            d={hills(index, base + (1 - rise) * 0.08 * (index + 1), high)}
            transform={`translate(${((travel(beat) * width * 0.34) / depth).toFixed(2)} 0)`}
            fill={blend(
              blendHex(palette.background, palette.accent, 0.5 - tone * 0.42),
              palette.background,
              tone * 0.55,
            )}
          />
        ))}
      </svg>
    </AbsoluteFill>
  );
}

function blendHex(from: string, to: string, share: number): string {
  const parts = blend(from, to, share).match(/\d+/g) ?? [];
  return `#${parts.map((part) => Number(part).toString(16).padStart(2, '0')).join('')}`;
}

function hills(layer: number, base: number, high: number): string {
  const left = -width * 0.25;
  const right = width * 1.25;
  const phase = random(`hills-${layer}`) * 6.28;
  const points: string[] = [];
  for (let step = 0; step <= 60; step++) {
    const share = step / 60;
    const wave =
      Math.sin(share * 7.3 + phase) * 0.55 +
      Math.sin(share * 13.1 + phase * 2.3) * 0.3 +
      Math.sin(share * 29 + phase * 5) * 0.06;
    points.push(
      `${mix(left, right, share).toFixed(1)} ${(height * (base - high * wave * 0.7)).toFixed(1)}`,
    );
  }
  return `M ${left} ${height * 1.3} L ${points.join(' L ')} L ${right} ${height * 1.3} Z`;
}

/** Where cards of three depths stand, in shares of the picture: x, y, width, height. */
const WIDE = [
  [0.52, 0.1, 0.3, 0.52],
  [0.71, 0.4, 0.25, 0.5],
  [0.51, 0.62, 0.19, 0.28],
  [0.83, 0.06, 0.15, 0.28],
] as const;
const HIGH = [
  [0.08, 0.06, 0.56, 0.32],
  [0.5, 0.26, 0.44, 0.28],
  [0.06, 0.42, 0.36, 0.2],
  [0.68, 0.04, 0.3, 0.16],
] as const;
const DEPTH = [1.6, 1, 2.2, 3.2];

function Gallery({ media, beat }: { media: Medium[]; beat: Beat }) {
  const [first] = media;
  const places = isWide ? WIDE : HIGH;
  const pages = Math.ceil(media.length / places.length);
  const page = Math.min(pages - 1, Math.floor((beat.time / beat.seconds) * pages));
  const shown = media.slice(page * places.length, (page + 1) * places.length);
  if (first && media.length === 1) {
    return <Single medium={first} beat={beat} />;
  }
  return places
    .map((place, index) => ({ place, index, medium: shown[index] }))
    .sort((one, other) => (DEPTH[other.index] ?? 1) - (DEPTH[one.index] ?? 1))
    .map(({ place: [x, y, wide, high], index, medium }) => {
      const depth = DEPTH[index] ?? 1;
      const at = page ? beat.when((page * beat.seconds) / pages) : 0;
      return medium ? (
        <div
          key={medium.name}
          style={{ transform: `translateX(${(travel(beat) * width * 0.24) / depth}px)` }}
        >
          <Show
            medium={medium}
            beat={beat}
            at={at + index * 0.12}
            rect={{ x: x * width, y: y * height, width: wide * width, height: high * height }}
            style={{
              boxShadow: `0 ${unit * 2}px ${unit * 5}px ${alpha('#000000', 0.4)}`,
              opacity: depth > 2 ? 0.72 : 1,
            }}
          />
        </div>
      ) : null;
    });
}

/** One picture as far ground and as near card. */
function Single({ medium, beat }: { medium: Medium; beat: Beat }) {
  const card: Rect = isWide
    ? { x: width * 0.53, y: margin * 1.3, width: width * 0.39, height: height - margin * 2.6 }
    : { x: margin, y: margin, width: width - 2 * margin, height: safe.height * 0.56 };
  return (
    <>
      <div
        style={{
          ...css(whole),
          transform: `translateX(${travel(beat) * width * 0.05}px) scale(1.12)`,
        }}
      >
        <Show
          medium={medium}
          beat={beat}
          rect={whole}
          radius={0}
          open="none"
          style={{ opacity: 0.34 }}
        />
      </div>
      <Scrim toward={isWide ? '270deg' : '180deg'} strength={0.85} />
      <div style={{ transform: `translateX(${travel(beat) * width * 0.1}px)` }}>
        <Show medium={medium} beat={beat} rect={card} at={0.1} />
      </div>
    </>
  );
}
