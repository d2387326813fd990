/** What a person must know of an agent's work: that it failed and what to do, or who wrote the words. */
import { CircleAlert, Ruler, Sparkles } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Failure } from '@/api/types';
import { Button } from '@/ui/button';
import { StepNotice } from '../bodies/step-notice';
import { firstSentence } from '../words';
import styles from './agent-notice.module.css';
import type { Agent } from './use-agent';

/** Of the newest run: nothing while all is well. */
export function AgentNotice({ agent }: { agent: Agent }): ReactNode {
  const { step, phase, retry } = agent;
  if (step?.state === 'failed' && step.failure) {
    return <FailureNotice failure={step.failure} onRetry={retry} />;
  }
  if (phase === 'stopped' && step?.state === 'cancelled') {
    return (
      <div className={styles.quiet}>
        <p>Stopped. What is there was kept.</p>
        <Button size="small" className="nodrag" data-for="run" onClick={retry}>
          Write it again
        </Button>
      </div>
    );
  }
  return <StepNotice step={step} />;
}

type FailureProps = {
  failure: Pick<Failure, 'message' | 'remedy'>;
  onRetry: () => void;
};

export function FailureNotice({ failure, onRetry }: FailureProps): ReactNode {
  return (
    <div className={styles.failed} role="alert">
      <CircleAlert aria-hidden="true" />
      <div className={styles.words}>
        <p title={failure.message}>{firstSentence(failure.message)}</p>
        {failure.remedy ? <p className={styles.remedy}>{failure.remedy}</p> : null}
      </div>
      <Button size="small" className="nodrag" data-for="run" onClick={onRetry}>
        Retry
      </Button>
    </div>
  );
}

const OFFLINE = /^offline\//;

/** `model` as a step or a draft names it: `anthropic/claude-…`, with or without the prompt's version. */
export function WrittenBy({ model }: { model: string | null }): ReactNode {
  if (!model) return null;
  if (OFFLINE.test(model)) {
    return (
      <p className={styles.by}>
        <Ruler aria-hidden="true" />
        Written by rules, not by an AI model. Set ANTHROPIC_API_KEY for a model.
      </p>
    );
  }
  const name = model.replace(/#.*$/, '').replace(/^[^/]*\//, '');
  return (
    <p className={styles.by}>
      <Sparkles aria-hidden="true" />
      Written by {name}
    </p>
  );
}
