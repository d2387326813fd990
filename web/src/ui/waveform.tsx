/** A sound as bars as high as it is loud; the part that was heard in the colour of sounds. */
import type { ReactNode } from 'react';
import { barsOf } from './playing-time';
import styles from './waveform.module.css';

type Props = {
  /** None while they are on their way. */
  peaks: readonly number[] | null;
  /** From 0 to 1: how much was heard. */
  part: number;
  bars?: number;
};

const GAP = 0.34;
const LEAST = 0.05;

export function Waveform({ peaks, part, bars = 80 }: Props): ReactNode {
  const heights = peaks && peaks.length > 0 ? barsOf(peaks, bars) : Array<number>(bars).fill(0);
  const isWaiting = peaks === null || undefined;
  const heard = heights.slice(0, Math.round(part * bars));
  return (
    <svg
      className={styles.wave}
      viewBox={`0 0 ${bars} 1`}
      preserveAspectRatio="none"
      aria-hidden="true"
      data-waiting={isWaiting}
    >
      <path d={pathOf(heights)} strokeWidth={1 - GAP} />
      <path d={pathOf(heard)} className={styles.heard} strokeWidth={1 - GAP} />
    </svg>
  );
}

function pathOf(heights: readonly number[]): string {
  return heights
    .map((height, bar) => {
      const tall = Math.max(LEAST, height);
      return `M${(bar + 0.5).toFixed(2)} ${(0.5 - tall / 2).toFixed(3)}v${tall.toFixed(3)}`;
    })
    .join('');
}
