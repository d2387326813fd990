/** What a person must know of an animation's run: that it failed and what to do, that it was stopped, who wrote it. */
import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Failure } from '@/api/types';
import { useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { StepNotice } from '../../bodies/step-notice';
import { FailureNotice } from '../agent-notice';
import styles from './animation-notice.module.css';
import { BASE, ENGINE, WISH } from './names';
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
        <p>Stopped. What is there was kept.</p>
        <Button size="small" className="nodrag" data-for="run" onClick={retry}>
          Go on
        </Button>
      </div>
    );
  }
  // A question that has a screen of its own is asked there.
  return animation.question ? null : <StepNotice step={step} />;
}

const NO_BOX = 'sandbox_unavailable';

/** This engine needs a box that cannot be had here; another one needs none. */
function NoBox({ animation, failure }: { animation: Animation; failure: Failure }): ReactNode {
  const { document, run } = useSession();
  const { id, retry } = animation;
  const turn = (): void => {
    document.setParameters(id, { [ENGINE]: 'python', [BASE]: undefined, [WISH]: undefined });
    void run('node', [id]);
  };
  return (
    <section className={styles.box} role="alert">
      <CircleAlert aria-hidden="true" />
      <div className={styles.words}>
        <p>{failure.message}</p>
        {failure.remedy ? <p className={styles.remedy}>{failure.remedy}</p> : null}
        <p className={styles.remedy}>The engine Python needs no box: it draws with Koda itself.</p>
        <div className={`${styles.row} nodrag`} data-for="run">
          <Button size="small" variant="primary" onClick={turn}>
            Make it with Python
          </Button>
          <Button size="small" onClick={retry}>
            Try again
          </Button>
        </div>
      </div>
    </section>
  );
}
