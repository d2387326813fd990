/** Words that rise one after another from behind the edge of their line. */

import { film } from '../film';
import type { Beat } from './beat';
import type { Fitted, Piece } from './fit';

export type Align = 'left' | 'center' | 'right';

interface Props {
  fitted: Fitted;
  beat: Beat;
  color: string;
  /** Seconds after the scene's beginning. */
  at?: number;
  align?: Align;
  /** The colour of the last word. */
  accent?: string;
  /** Seconds between words. */
  stagger?: number;
  /** Whether whole lines move, not words. */
  byLine?: boolean;
}

/** The most seconds that the words of one block may take to begin. */
const SPREAD = 0.9;

export function Words({
  fitted,
  beat,
  color,
  at = 0,
  align = 'left',
  accent,
  stagger,
  byLine,
}: Props) {
  const { lines, size, face, isRtl } = fitted;
  const count = lines.reduce((sum, line) => sum + line.length, 0);
  const step = Math.min(stagger ?? film.pace.stagger, SPREAD / Math.max(count, 1));
  const lengths = lines.map((line) => line.length);
  return (
    <div
      dir={isRtl ? 'rtl' : 'ltr'}
      style={{
        fontFamily: face.family,
        fontWeight: face.weight,
        fontSize: size,
        letterSpacing: `${face.tracking}em`,
        lineHeight: `${size * face.leading}px`,
        textAlign: isRtl && align === 'left' ? 'right' : align,
        whiteSpace: 'pre',
        color,
      }}
    >
      {lines.map((line, row) => {
        const before = lengths.slice(0, row).reduce((sum, length) => sum + length, 0);
        return (
          <div key={row} style={{ height: size * face.leading }}>
            {line.map((piece, place) => {
              const index = byLine ? row * 2 : before + place;
              const isLast = before + place === count - 1 && count > 1;
              return (
                <Word
                  key={place}
                  piece={piece}
                  isFirst={place === 0}
                  share={beat.enter(at + index * step)}
                  color={isLast ? accent : undefined}
                />
              );
            })}
          </div>
        );
      })}
    </div>
  );
}

interface WordProps {
  piece: Piece;
  isFirst: boolean;
  share: number;
  color: string | undefined;
}

function Word({ piece, isFirst, share, color }: WordProps) {
  const isMoving = share < 0.999;
  return (
    <>
      {piece.gap && !isFirst ? ' ' : null}
      <span
        style={{
          display: 'inline-block',
          clipPath: isMoving ? 'inset(-0.06em -0.3em -0.06em -0.3em)' : undefined,
        }}
      >
        <span
          style={{
            display: 'inline-block',
            transform: `translateY(${(1 - share) * 1.25}em)`,
            opacity: share > 0.001 ? 1 : 0,
            color,
          }}
        >
          {piece.text}
        </span>
      </span>
    </>
  );
}
