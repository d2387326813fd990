/** A picture or film that fills its place, opens by a mask and drifts while it is seen. */

import { Clip } from 'koda';
import type { CSSProperties } from 'react';
import { film } from '../film';
import type { Beat } from './beat';
import { css, type Rect, unit } from './place';
import type { Medium } from './types';

interface Props {
  medium: Medium;
  beat: Beat;
  rect: Rect;
  at?: number;
  /** From which side it opens; none: it is simply there. */
  open?: 'up' | 'left' | 'middle' | 'none';
  /** Which way it drifts, -1 to 1 along both sides. */
  toward?: [number, number];
  radius?: number;
  style?: CSSProperties;
}

export function Show({
  medium,
  beat,
  rect,
  at = 0,
  open = 'up',
  toward = [0, -0.6],
  radius = unit * 1.6,
  style,
}: Props) {
  const share = beat.ease(at, film.pace.enter * 1.3);
  const scale = 1.1 + (1 - share) * 0.14;
  const [x, y] = toward;
  const drift = beat.drift - 0.5;
  return (
    <div
      style={{
        ...css(rect),
        overflow: 'hidden',
        borderRadius: radius,
        clipPath: share < 0.999 && open !== 'none' ? mask(open, 1 - share, radius) : undefined,
        ...style,
      }}
    >
      <div
        style={{
          width: '100%',
          height: '100%',
          transform: `translate(${x * drift * 6}%, ${y * drift * 6}%) scale(${scale})`,
        }}
      >
        <Clip
          name={medium.name}
          style={{ width: '100%', height: '100%', objectFit: 'cover', display: 'block' }}
        />
      </div>
    </div>
  );
}

function mask(open: 'up' | 'left' | 'middle', left: number, radius: number): string {
  const part = `${left * 100}%`;
  const half = `${left * 50}%`;
  if (open === 'up') return `inset(${part} 0 0 0 round ${radius}px)`;
  if (open === 'left') return `inset(0 ${part} 0 0 round ${radius}px)`;
  return `inset(0 ${half} 0 ${half} round ${radius}px)`;
}

/** Several in one place, one after another, each opening over the one before. */
export function Reel({ media, beat, ...rest }: Omit<Props, 'medium'> & { media: Medium[] }) {
  const each = beat.seconds / Math.max(media.length, 1);
  return media.map((medium, index) => {
    const begin = index * each;
    const isHere = beat.time >= begin - 0.001 && beat.time < begin + each + film.pace.enter * 1.4;
    const isLast = index === media.length - 1;
    return isHere || (isLast && beat.time >= begin) ? (
      <Show
        key={medium.name}
        {...rest}
        medium={medium}
        beat={beat}
        at={index ? beat.when(begin) : (rest.at ?? 0)}
        toward={index % 2 ? [0.5, 0.4] : [-0.4, -0.5]}
      />
    ) : null;
  });
}

/** The logo as it is: its colours, its proportions, room on all sides. */
export function Logo({ medium, rect }: { medium: Medium; rect: Rect }) {
  return (
    <div style={css(rect)}>
      <Clip
        name={medium.name}
        style={{ width: '100%', height: '100%', objectFit: 'contain', display: 'block' }}
      />
    </div>
  );
}
