/** The steps of an opened run, on its time line. */
import type { ReactNode } from 'react';
import type { Run, Step } from '@/api/types';
import { hasEnded } from '@/sync/run-store';
import { useSession } from '@/sync/use-session';
import { Skeleton } from '@/ui/skeleton';
import styles from './run-steps.module.css';
import { StepLine } from './step-line';
import { marksOf, spanOf } from './timeline';
import { useNow } from './use-now';
import { useRunSteps } from './use-run-steps';
import { markWords, type TitleOf } from './words';

type Props = { run: Run; titleOf: TitleOf; onShowNode: (id: string) => void };

export function RunSteps({ run, titleOf, onShowNode }: Props): ReactNode {
  const session = useSession();
  const { steps, problem } = useRunSteps(run);
  const now = useNow(run.state === 'running');
  if (problem && steps.length === 0) {
    return <p className={styles.problem}>{`${problem.message} ${problem.remedy}`}</p>;
  }
  if (steps.length === 0) return <Waiting count={run.total} />;
  const span = spanOf(run, steps, now);
  return (
    <div className={styles.steps}>
      <div className={styles.axis} aria-hidden="true">
        <div>
          {marksOf(span).map(({ at, milliseconds }) => (
            <span key={milliseconds} style={{ left: `${at * 100}%` }}>
              {markWords(milliseconds)}
            </span>
          ))}
        </div>
      </div>
      <ol>
        {steps.map((step) => (
          <StepLine
            key={step.id}
            step={step}
            span={span}
            before={openBefore(step, steps)}
            onShow={titleOf(step.node) === null ? null : () => onShowNode(step.node)}
            onRetry={
              titleOf(step.node) === null ? null : () => void session.run('node', [step.node])
            }
          />
        ))}
      </ol>
    </div>
  );
}

/** Titles of the steps that one still waits for. */
function openBefore(step: Step, steps: readonly Step[]): string[] {
  if (step.state !== 'blocked') return [];
  return steps
    .filter((one) => step.depends_on.includes(one.id) && !hasEnded(one))
    .map((one) => one.title);
}

const MOST_SHAPES = 6;

function Waiting({ count }: { count: number }): ReactNode {
  return (
    <div className={styles.shapes} role="status" aria-label="Loading steps">
      {Array.from({ length: Math.min(MOST_SHAPES, Math.max(1, count)) }, (_, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: shapes have nothing but their place
        <Skeleton key={place} height={32} />
      ))}
    </div>
  );
}
