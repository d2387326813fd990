/** The time of a film as a rail; while the pointer is over it, a small picture of that place. */
import { type ReactNode, useEffect, useState } from 'react';
import styles from './film-rail.module.css';
import { clock, SPRITE_CELLS, spriteCell } from './playing-time';
import { useRail } from './use-rail';

type Props = {
  time: number;
  length: number;
  fps: number | null;
  sprite: string | null;
  onSeek: (seconds: number) => void;
};

export function FilmRail({ time, length, fps, sprite, onSeek }: Props): ReactNode {
  const [pointed, setPointed] = useState<number | null>(null);
  const rail = useRail({
    label: 'Time',
    value: time,
    max: length,
    // An arrow goes a second, or a frame where the film is shorter.
    step: length > 2 ? 1 : 1 / (fps ?? 30),
    bigStep: Math.max(length / 10, 1 / (fps ?? 30)),
    words: `${clock(time)} of ${clock(length)}`,
    onChange: onSeek,
  });
  const part = length > 0 ? Math.min(1, time / length) : 0;
  return (
    <div
      {...rail}
      className={`${styles.rail} nodrag`}
      onPointerMove={(event) => {
        rail.onPointerMove(event);
        const box = event.currentTarget.getBoundingClientRect();
        setPointed((event.clientX - box.left) / Math.max(1, box.width));
      }}
      onPointerLeave={() => setPointed(null)}
    >
      <span className={styles.line}>
        <span className={styles.done} style={{ width: `${part * 100}%` }} />
      </span>
      <span className={styles.thumb} style={{ left: `${part * 100}%` }} />
      {pointed !== null && sprite ? (
        <span className={styles.look} style={{ left: `${pointed * 100}%` }} aria-hidden="true">
          <Cell src={sprite} part={pointed} />
          {clock(pointed * length)}
        </span>
      ) : null}
    </div>
  );
}

/** A picture of the strip in its own shape: the strip itself says how wide its pictures are. */
function Cell({ src, part }: { src: string; part: number }): ReactNode {
  const [ratio, setRatio] = useState<number | null>(null);
  useEffect(() => {
    const strip = new Image();
    strip.onload = () =>
      setRatio(strip.naturalWidth / SPRITE_CELLS / Math.max(1, strip.naturalHeight));
    strip.src = src;
    return () => {
      strip.onload = null;
    };
  }, [src]);
  if (ratio === null) return null;
  return (
    <span
      className={styles.cell}
      style={{ aspectRatio: ratio, backgroundImage: `url("${src}")`, ...spriteCell(part) }}
    />
  );
}
