/** What stands in the way of running this node, with what to do about it. */
import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { usePlan } from '@/sync/use-session';
import styles from './problems.module.css';

export function Problems({ id }: { id: string }): ReactNode {
  const plan = usePlan();
  const found = plan?.problems.filter((one) => one.node === id) ?? [];
  if (found.length === 0) return null;
  return (
    <ul className={styles.problems} aria-label="Problems">
      {found.map((one) => (
        <li
          key={`${one.code} ${one.input} ${one.parameter} ${one.edge}`}
          data-severity={one.severity}
        >
          {one.severity === 'error' ? (
            <CircleAlert aria-label="Problem" />
          ) : (
            <TriangleAlert aria-label="Warning" />
          )}
          <div>
            <p>{one.message}</p>
            {one.remedy ? <p className={styles.remedy}>{one.remedy}</p> : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
