/** What a person must know of an animation's run: that it failed and what to do, that it was stopped, who wrote it. */
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Failure } from '@/api/types';
import type { CanvasDocument } from '@/sync/canvas-document';
import { usePlan, useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { StepNotice } from '../../bodies/step-notice';
import { FailureNotice } from '../agent-notice';
import styles from './animation-notice.module.css';
import { BASE, ENGINE, OWN_ENGINE, WISH } from './names';
import type { Animation } from './use-animation';

export function AnimationNotice({ animation }: { animation: Animation }): ReactNode {
  const { step, state, retry } = animation;
  if (state === 'failed' && step?.failure) {
    return step.failure.code === NO_BOX ? (
      <NoBox animation={animation} failure={step.failure} />
    ) : (
      <FailureNotice failure={step.failure} onRetry={retry} />
    );
  }
  if (state === 'stopped' && step?.state === 'cancelled') {
    return (
      <div className={styles.quiet}>
        <p>What is there was kept.</p>
        <Button size="small" className="nodrag" data-for="run" onClick={retry}>
          Go on
        </Button>
      </div>
    );
  }
  // A question that has a screen of its own is asked there.
  return animation.question ? null : <StepNotice step={step} />;
}

const NO_BOX = 'sandbox.unavailable';

/** This engine needs a box that cannot be had here; another one needs none. */
function NoBox({ animation, failure }: { animation: Animation; failure: Failure }): ReactNode {
  const { document, run } = useSession();
  const { id, retry } = animation;
  return (
    <BoxNotice
      problem={failure}
      acts={
        <>
          <Button
            size="small"
            variant="primary"
            onClick={() => {
              takeOwnEngine(document, id);
              void run('node', [id]);
            }}
          >
            Make it with Koda motion
          </Button>
          <Button size="small" onClick={retry}>
            Try again
          </Button>
        </>
      }
    />
  );
}

/** The same, known before anything was run. */
export function BoxProblem({ id }: { id: string }): ReactNode {
  const { document } = useSession();
  const plan = usePlan();
  const problem = plan?.problems.find((one) => one.node === id && one.code === NO_BOX);
  if (!problem) return null;
  return (
    <BoxNotice
      problem={problem}
      acts={
        <Button size="small" onClick={() => takeOwnEngine(document, id)}>
          Use Koda motion
        </Button>
      }
    />
  );
}

/** A version of another engine is no base for this one. */
function takeOwnEngine(document: CanvasDocument, id: string): void {
  document.setParameters(id, { [ENGINE]: OWN_ENGINE, [BASE]: undefined, [WISH]: undefined });
}

type BoxProps = { problem: Pick<Failure, 'message' | 'remedy'>; acts: ReactNode };

function BoxNotice({ problem, acts }: BoxProps): ReactNode {
  return (
    <section className={styles.box} role="alert">
      <CircleAlert aria-hidden="true" />
      <div className={styles.words}>
        <p>{problem.message}</p>
        {problem.remedy ? <p className={styles.remedy}>{problem.remedy}</p> : null}
        <div className={`${styles.row} nodrag`} data-for="run">
          {acts}
        </div>
      </div>
    </section>
  );
}
