/** The cards of home in a grid, or their shapes while they are on their way. */
import type { ReactNode } from 'react';
import { Skeleton } from '@/ui/skeleton';
import styles from './canvas-grid.module.css';

export function CanvasGrid({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={styles.grid} aria-label={label}>
      {children}
    </ul>
  );
}

const SHAPES = [132, 96, 150, 118, 84, 140, 110, 126];

export function GridSkeleton() {
  return (
    <div className={styles.grid} role="status" aria-label="Loading canvases">
      {SHAPES.map((width) => (
        <div key={width} className={styles.shape}>
          <Skeleton ratio={4 / 3} radius="var(--radius-node)" />
          <Skeleton width={width} height={14} />
          <Skeleton width={96} height={12} />
        </div>
      ))}
    </div>
  );
}
