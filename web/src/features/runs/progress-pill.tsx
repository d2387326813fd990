/** What runs in one sentence with Stop; the way to the list of runs. */
import { ListChecks, Square } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { Run } from '@/api/types';
import { useRuns, useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { ProgressLine } from '@/ui/progress-line';
import { Spinner } from '@/ui/spinner';
import { Tooltip } from '@/ui/tooltip';
import { VisuallyHidden } from '@/ui/visually-hidden';
import styles from './progress-pill.module.css';
import { fractionOf, stepsOfRun } from './steps';
import { useNow } from './use-now';
import { outcomeWords, progressSentence, runningWords } from './words';

/** Two pixels along the whole lower edge. */
export function ProgressEdge({ running }: { running: readonly Run[] }): ReactNode {
  const live = useRuns((now) => now.steps);
  const total = running.reduce((sum, run) => sum + run.total, 0);
  const done = running.reduce(
    (sum, run) => sum + run.total * fractionOf(run, stepsOfRun(live, run.id)),
    0,
  );
  return (
    <div className={styles.edge}>
      <ProgressLine label="Progress of the runs" fraction={total === 0 ? null : done / total} />
    </div>
  );
}

type PillProps = { running: readonly Run[]; latest: Run | null; onOpen: () => void };

export function ProgressPill({ running, latest, onOpen }: PillProps): ReactNode {
  return running.length > 0 ? (
    <Running running={running} onOpen={onOpen} />
  ) : (
    <Resting latest={latest} onOpen={onOpen} />
  );
}

function Running({ running, onOpen }: Omit<PillProps, 'latest'>): ReactNode {
  const session = useSession();
  const live = useRuns((now) => now.steps);
  const now = useNow(true);
  const sentence = useMemo(
    () =>
      progressSentence(
        running,
        running.flatMap((run) => stepsOfRun(live, run.id)),
      ),
    [running, live],
  );
  const began = Math.min(...running.map((run) => run.created_at));
  const stop = (): void => {
    for (const run of running) void session.cancel(run.id);
  };
  return (
    <div className={styles.pill}>
      <VisuallyHidden>
        <span role="status">{sentence}</span>
      </VisuallyHidden>
      <button
        type="button"
        className={styles.open}
        data-runs-opener=""
        aria-keyshortcuts="r"
        onClick={onOpen}
      >
        <span className={styles.spinner} aria-hidden="true">
          <Spinner label="Running" />
        </span>
        <span className={styles.sentence}>{sentence}</span>
        <span className={styles.time} aria-hidden="true">
          {runningWords(now - began)}
        </span>
      </button>
      <IconButton
        size="small"
        side="top"
        label={running.length === 1 ? 'Stop' : 'Stop all'}
        icon={<Square />}
        data-for="run"
        onClick={stop}
      />
    </div>
  );
}

function Resting({ latest, onOpen }: { latest: Run | null; onOpen: () => void }): ReactNode {
  const outcome = latest ? outcomeWords(latest) : '';
  return (
    <div className={styles.pill} data-quiet="">
      <Tooltip text="Runs" keys="r" side="top">
        <Button
          variant="quiet"
          icon={<ListChecks />}
          data-runs-opener=""
          aria-keyshortcuts="r"
          onClick={onOpen}
        >
          Runs
          {outcome && (
            <span className={latest?.state === 'failed' ? styles.failed : styles.outcome}>
              {' · '}
              {outcome}
            </span>
          )}
        </Button>
      </Tooltip>
    </div>
  );
}
