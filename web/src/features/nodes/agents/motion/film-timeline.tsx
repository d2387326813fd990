/** How much moves, along the time of a film, with its cuts; pressed, the film goes there. */
import type { ReactNode } from 'react';
import type { Measured } from '@/core/motion-analysis';
import { curveOf, livelinessOf, partOf } from '@/core/motion-analysis-curve';
import type { FilmRange } from '@/core/motion-analysis-range';
import { clock } from '@/ui/playing-time';
import { useRail } from '@/ui/use-rail';
import { count } from '../../words';
import styles from './film-timeline.module.css';
import { Section } from './section';

const WIDTH = 400;
const HEIGHT = 48;

type Props = {
  measured: Measured;
  range: FilmRange;
  time: number;
  onSeek: (seconds: number) => void;
};

export function FilmTimeline({ measured, range, time, onSeek }: Props): ReactNode {
  const long = range.end - range.start;
  const rail = useRail({
    label: 'Time in the part',
    value: Math.min(long, Math.max(0, time - range.start)),
    max: long,
    step: 0.1,
    bigStep: 1,
    words: clock(time, true),
    onChange: (to) => onSeek(range.start + to),
  });
  const cuts = measured.cuts.filter((cut) => cut > range.start && cut < range.end);
  const words = [livelinessOf(measured.motion), cuts.length ? count(cuts.length, 'cut') : 'No cut'];
  return (
    <Section title="Motion" isMeasured note={words.filter(Boolean).join(' · ')}>
      <div {...rail} className={`${styles.rail} nodrag nopan`}>
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          className={styles.curve}
          role="img"
          aria-label={`Motion along the time: ${words.filter(Boolean).join(', ')}`}
        >
          <path d={areaOf(measured, range)} />
        </svg>
        {cuts.map((cut) => (
          <span
            key={cut}
            className={styles.cut}
            style={{ left: `${partOf(range, cut) * 100}%` }}
            title={`Cut at ${clock(cut, true)}`}
          />
        ))}
        <span className={styles.now} style={{ left: `${partOf(range, time) * 100}%` }} />
      </div>
      <p className={styles.ends}>
        <span>{clock(range.start, true)}</span>
        <span>{clock(range.end, true)}</span>
      </p>
    </Section>
  );
}

/** The curve, filled down to the ground. */
function areaOf({ motion }: Measured, range: FilmRange): string {
  const points = curveOf(motion, range);
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return '';
  const x = (part: number): string => (part * WIDTH).toFixed(1);
  const y = (part: number): string => (HEIGHT - 1 - part * (HEIGHT - 4)).toFixed(1);
  const line = points.map((point) => `L${x(point.x)} ${y(point.y)}`).join('');
  return `M${x(first.x)} ${HEIGHT}${line}L${x(last.x)} ${HEIGHT}Z`;
}
