/** A turning ring that shows itself only after 300 ms: what is quick needs none. */
import styles from './spinner.module.css';

export function Spinner({ label = 'Loading' }: { label?: string }) {
  return (
    <span role="status" aria-label={label} className={styles.spinner}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <circle cx="8" cy="8" r="6" className={styles.rail} />
        <path d="M8 2a6 6 0 0 1 6 6" className={styles.arc} />
      </svg>
    </span>
  );
}
