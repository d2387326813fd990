/** Chooses the part of a film that is looked at: two handles on its pictures, by pointer or keys. */
import { type PointerEvent, type ReactNode, useRef, useState } from 'react';
import {
  type FilmRange,
  isWhole,
  MOST_SECONDS,
  moveEnd,
  moveRange,
} from '@/core/motion-analysis-range';
import { clock, spriteCell } from '@/ui/playing-time';
import { useRail } from '@/ui/use-rail';
import styles from './range-rail.module.css';

type Props = {
  length: number;
  range: FilmRange;
  /** Where the film is now, in seconds. */
  time: number;
  /** A strip of its pictures. */
  sprite: string;
  /** The shape of a picture. */
  ratio: number;
  /** The range is being moved: this place is worth a look. */
  onLook: (seconds: number) => void;
  /** It was let go. */
  onRange: (range: FilmRange) => void;
};

type End = 'start' | 'end';

const TITLES: Record<End, string> = { start: 'Start of the part', end: 'End of the part' };

export function RangeRail(props: Props): ReactNode {
  const { length, time, sprite, ratio, onLook, onRange } = props;
  const box = useRef<HTMLDivElement>(null);
  const [moved, setMoved] = useState<FilmRange | null>(null);
  const range = moved ?? props.range;
  const move = (next: FilmRange, look: number): void => {
    setMoved(next);
    onLook(look);
  };
  const settle = (): void => {
    if (moved) onRange(moved);
    setMoved(null);
  };
  const end = { box, length, range, onMove: move, onSettle: settle };
  const at = (seconds: number): string => `${length > 0 ? (seconds / length) * 100 : 0}%`;
  return (
    <div className={`${styles.rail} nodrag nopan`}>
      <div
        ref={box}
        className={styles.strip}
        style={{ '--start': at(range.start), '--end': at(range.end) }}
      >
        <Pictures sprite={sprite} ratio={ratio} />
        <span className={styles.before} />
        <span className={styles.behind} />
        <Middle {...end} />
        <Handle {...end} which="start" />
        <Handle {...end} which="end" />
        <span className={styles.now} style={{ left: at(Math.min(time, length)) }} />
      </div>
      <p className={styles.times}>
        <span>
          {clock(range.start, true)} – {clock(range.end, true)}
        </span>
        <span>{(range.end - range.start).toFixed(1)} s</span>
        <span className={styles.words}>{wordsOf(length, range)}</span>
      </p>
    </div>
  );
}

const CELLS = 8;

/** A few pictures of the film side by side, each cut to its place. */
function Pictures({ sprite, ratio }: { sprite: string; ratio: number }): ReactNode {
  return (
    <span className={styles.pictures} style={{ '--ratio': ratio }}>
      {Array.from({ length: CELLS }, (_, cell) => (cell + 0.5) / CELLS).map((part) => (
        <span key={part} className={styles.place}>
          <span style={{ backgroundImage: `url("${sprite}")`, ...spriteCell(part) }} />
        </span>
      ))}
    </span>
  );
}

function wordsOf(length: number, range: FilmRange): string {
  if (isWhole(length, range)) return 'The whole film is looked at.';
  return `Only this part is cut out and looked at, ${MOST_SECONDS} s at most.`;
}

type EndProps = {
  box: React.RefObject<HTMLDivElement | null>;
  length: number;
  range: FilmRange;
  onMove: (range: FilmRange, look: number) => void;
  onSettle: () => void;
};

function Handle({ which, box, length, range, onMove, onSettle }: EndProps & { which: End }) {
  const rail = useRail({
    label: TITLES[which],
    value: range[which],
    max: length,
    step: 0.1,
    bigStep: 1,
    words: `${range[which].toFixed(1)} seconds of ${length.toFixed(1)}`,
    onChange: (to) => {
      const next = moveEnd(length, range, which, to);
      onMove(next, next[which]);
    },
    box,
  });
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the rail's manners make it a slider
    <span
      {...rail}
      className={styles.handle}
      data-which={which}
      onPointerUp={() => {
        rail.onPointerUp();
        onSettle();
      }}
      onPointerCancel={() => {
        rail.onPointerCancel();
        onSettle();
      }}
      onKeyUp={onSettle}
      onBlur={onSettle}
    />
  );
}

/** Between the handles: the part is moved whole. */
function Middle({ box, length, range, onMove, onSettle }: EndProps): ReactNode {
  const grip = useRef<number | null>(null);
  const secondsAt = (event: PointerEvent): number => {
    const area = box.current?.getBoundingClientRect();
    return area ? ((event.clientX - area.left) / Math.max(1, area.width)) * length : 0;
  };
  const letGo = (): void => {
    grip.current = null;
    onSettle();
  };
  return (
    <span
      className={styles.middle}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
        grip.current = secondsAt(event) - range.start;
      }}
      onPointerMove={(event) => {
        if (grip.current === null) return;
        const next = moveRange(length, range, secondsAt(event) - grip.current);
        onMove(next, next.start);
      }}
      onPointerUp={letGo}
      onPointerCancel={letGo}
    />
  );
}
