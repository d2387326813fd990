/** What a service said when it was tested. */
import { CircleCheck, CircleX } from 'lucide-react';
import type { Tested } from '@/api/connection-types';
import { formatDuration } from '@/lib/time';
import { withVariables } from '../variables';
import styles from './connections.module.css';

export function TestResult({ tested }: { tested: Tested | null }) {
  return (
    <div role="status" aria-label="Result of the test">
      {tested && (
        <div className={styles.tested} data-outcome={tested.outcome}>
          {tested.outcome === 'ok' ? <CircleCheck /> : <CircleX />}
          <div>
            <p>{tested.message}</p>
            {tested.remedy && <p className={styles.facts}>{withVariables(tested.remedy)}</p>}
            <p className={styles.facts}>
              {tested.asked} It took {formatDuration(tested.milliseconds)} and cost nothing.
            </p>
          </div>
        </div>
      )}
    </div>
  );
}
