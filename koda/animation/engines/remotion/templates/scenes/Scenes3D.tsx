/** 3D scenes: a faceted solid in three lights, or pictures standing in space. */

import { AbsoluteFill } from 'remotion';
import { film } from '../film';
import { Backdrop } from '../kit/Backdrop';
import { type Beat, mix, smooth } from '../kit/beat';
import { Copy } from '../kit/Copy';
import { alpha } from '../kit/color';
import { useBeat } from '../kit/motion';
import { css, halves, type Rect, square, unit, within } from '../kit/place';
import { Show } from '../kit/Show';
import { facets } from '../kit/solid';
import type { Medium, SceneProps } from '../kit/types';

export function Scenes3D({ scene }: SceneProps) {
  const beat = useBeat(scene);
  const { words, show } = halves(0.52);
  return (
    <AbsoluteFill>
      <Backdrop beat={beat} />
      {scene.media.length ? (
        <Fan media={scene.media} beat={beat} rect={show} />
      ) : (
        <Gem beat={beat} rect={square(show, 0.98)} />
      )}
      <Copy scene={scene} beat={beat} rect={words} at={0.2} />
    </AbsoluteFill>
  );
}

function Gem({ beat, rect }: { beat: Beat; rect: Rect }) {
  const { palette } = film;
  const share = beat.ease(0, film.pace.enter * 1.8);
  const radius = (rect.width / 2) * mix(0.62, 0.76, smooth(beat.drift)) * mix(0.8, 1, share);
  const faces = facets(0.5 + beat.drift * 0.9, 0.42, radius, (1 - share) * 0.9, {
    base: palette.foreground,
    rim: palette.accent,
    shade: palette.surface,
  });
  const half = rect.width / 2;
  return (
    <svg
      role="presentation"
      style={{ ...css(rect), overflow: 'visible', opacity: Math.min(1, share * 2.5) }}
      viewBox={`${-half} ${-half} ${rect.width} ${rect.width}`}
    >
      <ellipse
        cy={half * 0.94}
        rx={radius * 0.75}
        ry={radius * 0.07}
        fill={alpha(palette.accent, 0.2 * share)}
      />
      <Ring radius={radius * 1.28} share={share} turn={beat.drift} isBehind />
      {faces.map((face) => (
        <polygon
          key={face.points}
          points={face.points}
          fill={face.color}
          stroke={face.color}
          strokeWidth={unit * 0.06}
          strokeLinejoin="round"
        />
      ))}
      <Ring radius={radius * 1.28} share={share} turn={beat.drift} />
    </svg>
  );
}

interface RingProps {
  radius: number;
  share: number;
  turn: number;
  isBehind?: boolean;
}

/** An orbit around the solid; its far half is drawn before the solid, its near half after. */
function Ring({ radius, share, turn, isBehind }: RingProps) {
  const { palette } = film;
  const angle = turn * 2.4 + 0.9;
  const isFar = Math.sin(angle) < 0;
  const flat = 0.26;
  const sweep = isBehind ? 1 : 0;
  return (
    <g transform="rotate(-16)" opacity={share}>
      <path
        d={`M ${-radius} 0 A ${radius} ${radius * flat} 0 0 ${sweep} ${radius} 0`}
        fill="none"
        stroke={isBehind ? alpha(palette.foreground, 0.22) : alpha(palette.foreground, 0.6)}
        strokeWidth={unit * 0.22}
      />
      {isFar === Boolean(isBehind) ? (
        <circle
          cx={Math.cos(angle) * radius}
          cy={Math.sin(angle) * radius * flat}
          r={unit * (isFar ? 0.9 : 1.3)}
          fill={palette.accent}
        />
      ) : null}
    </g>
  );
}

const MOST_CARDS = 5;

/** Cards in space, the first one nearest; all of them turn a little with the camera. */
function Fan({ media, beat, rect }: { media: Medium[]; beat: Beat; rect: Rect }) {
  const places = Math.min(media.length, MOST_CARDS);
  const first = media[0];
  const shape = first?.height ? Math.min(1.5, Math.max(0.8, first.width / first.height)) : 1.3;
  const card = within(
    { ...rect, width: rect.width * (places > 1 ? 0.74 : 0.92), height: rect.height * 0.86 },
    shape,
  );
  const angle = mix(-24, -10, smooth(beat.drift));
  const page = Math.floor(beat.drift * 0.999 * Math.ceil(media.length / MOST_CARDS));
  const shown = media.slice(page * MOST_CARDS, page * MOST_CARDS + MOST_CARDS);
  return (
    <div
      style={{
        ...css(rect),
        perspective: unit * 150,
        perspectiveOrigin: '50% 46%',
      }}
    >
      {shown
        .map((medium, index) => ({ medium, index }))
        .reverse()
        .map(({ medium, index }) => {
          const share = beat.enter(0.1 * (places - index), film.pace.enter * 1.4);
          const z = -index * unit * 20 - (1 - share) * unit * 60;
          const spread = places > 1 ? (index - (places - 1) / 2) / places : 0;
          return (
            <div
              key={medium.name}
              style={{
                position: 'absolute',
                left: (rect.width - card.width) / 2 + spread * rect.width * 0.66,
                top: (rect.height - card.height) / 2 - spread * rect.height * 0.16,
                width: card.width,
                height: card.height,
                opacity: Math.min(1, share * 1.6),
                transform: `translateZ(${z}px) rotateY(${angle - (1 - share) * 40}deg) rotateX(${mix(5, 2, beat.drift)}deg)`,
              }}
            >
              <Show
                medium={medium}
                beat={beat}
                rect={{ x: 0, y: 0, width: card.width, height: card.height }}
                open="none"
                style={{
                  boxShadow: `0 ${unit * 2}px ${unit * 6}px ${alpha('#000000', 0.45)}`,
                  outline: `${Math.max(1, unit * 0.12)}px solid ${alpha(film.palette.foreground, 0.18)}`,
                }}
              />
              <div
                style={{
                  position: 'absolute',
                  inset: 0,
                  borderRadius: unit * 1.6,
                  backgroundColor: film.palette.background,
                  opacity: Math.min(0.62, index * 0.2),
                }}
              />
            </div>
          );
        })}
    </div>
  );
}
