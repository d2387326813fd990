/** The shape of the library before the first answer. */
import type { ReactNode } from 'react';
import { Skeleton } from '@/ui/skeleton';
import styles from './skeleton-rows.module.css';

const ROWS = [
  [1.5, 1, 0.75, 1.78, 1],
  [1, 1.78, 1.5, 0.75, 1],
] as const;

export function SkeletonRows({ isSmall }: { isSmall: boolean }): ReactNode {
  return (
    <div className={styles.rows} data-small={isSmall || undefined} aria-hidden="true">
      {ROWS.map((ratios) => (
        <div key={ratios.join()} className={styles.row}>
          {ratios.slice(0, isSmall ? 3 : 5).map((ratio, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they never change
            <div key={place} style={{ flex: ratio }}>
              <Skeleton height="100%" radius="var(--radius-control)" />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
