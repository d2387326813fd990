/** A run in one line, which opens to its steps. */
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import type { Run } from '@/api/types';
import { formatAgo, formatDuration } from '@/lib/time';
import { useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import styles from './run-line.module.css';
import { RunSteps } from './run-steps';
import { StateIcon } from './state-icon';
import { useNow } from './use-now';
import { costWords, countWords, isAct, runningWords, runTitle, type TitleOf } from './words';

type Props = {
  run: Run;
  titleOf: TitleOf;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onShowNode: (id: string) => void;
};

export function RunLine({ run, titleOf, open, onOpenChange, onShowNode }: Props): ReactNode {
  const session = useSession();
  const id = useId();
  const isRunning = run.state === 'running';
  const now = useNow(isRunning);
  const took = (run.ended_at ?? now) - run.created_at;
  const began = formatAgo(run.created_at, now);
  return (
    <li className={styles.run} data-open={open || undefined}>
      <div className={styles.line}>
        <button
          type="button"
          className={styles.toggle}
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={() => onOpenChange(!open)}
        >
          <ChevronRight className={styles.arrow} aria-hidden="true" />
          <StateIcon state={run.state} />
          <span className={styles.title}>{runTitle(run, titleOf)}</span>
          <span className={styles.facts}>
            <span>{countWords(run)}</span>
            {run.cached > 0 && <span>{run.cached} used again</span>}
            {run.failed > 0 && <span className={styles.failed}>{run.failed} failed</span>}
            <span>{costWords(run)}</span>
            <span className={styles.time}>
              {isRunning ? runningWords(took) : formatDuration(took)}
            </span>
            {!isRunning && <span className={styles.began}>{began}</span>}
          </span>
        </button>
        {isRunning && (
          <Button size="small" data-for="run" onClick={() => void session.cancel(run.id)}>
            Stop
          </Button>
        )}
        {run.state === 'failed' && !isAct(run) && (
          <Button size="small" data-for="run" onClick={() => void session.retry(run.id)}>
            Retry failed
          </Button>
        )}
      </div>
      {open && (
        <div id={id}>
          <RunSteps run={run} titleOf={titleOf} onShowNode={onShowNode} />
        </div>
      )}
    </li>
  );
}
