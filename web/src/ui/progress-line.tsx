/** Two pixels of progress; without a fraction it says only that something runs. */
import styles from './progress-line.module.css';

type Props = { label: string; fraction: number | null };

export function ProgressLine({ label, fraction }: Props) {
  const percent = fraction === null ? null : Math.round(Math.min(1, Math.max(0, fraction)) * 100);
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent ?? undefined}
      className={styles.rail}
    >
      <div
        className={percent === null ? styles.unknown : styles.done}
        style={percent === null ? undefined : { transform: `scaleX(${percent / 100})` }}
      />
    </div>
  );
}
