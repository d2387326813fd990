/** The time of a film before it is rendered: frames, with a mark where each scene begins. */
import type { ReactNode } from 'react';
import { clock } from '../playing-time';
import { useRail } from '../use-rail';
import styles from './stage-rail.module.css';

export type SceneMark = { readonly begin: number; readonly title: string };

type Props = {
  frame: number;
  frames: number;
  fps: number;
  scenes: readonly SceneMark[];
  onSeek: (frame: number) => void;
};

export function StageRail({ frame, frames, fps, scenes, onSeek }: Props): ReactNode {
  const last = Math.max(1, frames - 1);
  const place = (at: number): string => `${(Math.min(at, last) / last) * 100}%`;
  const scene = Math.max(
    0,
    scenes.findLastIndex(({ begin }) => begin <= frame),
  );
  const title = scenes[scene]?.title ?? '';
  const rail = useRail({
    label: 'Time',
    value: frame,
    max: last,
    step: 1,
    bigStep: fps,
    words: `${clock(frame / fps, true)} of ${clock(frames / fps)}, scene ${scene + 1} ${title}`,
    onChange: (next) => onSeek(Math.round(next)),
  });
  return (
    <div {...rail} className={`${styles.rail} nodrag`}>
      <span className={styles.line}>
        <span className={styles.done} style={{ width: place(frame) }} />
      </span>
      {scenes.slice(1).map(({ begin, title: name }) => (
        <span key={begin} className={styles.mark} style={{ left: place(begin) }} title={name} />
      ))}
      <span className={styles.thumb} style={{ left: place(frame) }} />
    </div>
  );
}
