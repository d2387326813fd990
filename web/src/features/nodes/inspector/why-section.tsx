/** Why did this run? And would it run now? */
import type { ReactNode } from 'react';
import { formatAgo } from '@/lib/time';
import { useRuns, useShownStep } from '@/sync/use-session';
import { Section } from './panel';
import { describePlanned, describeWhy } from './why';
import styles from './why-section.module.css';

export function Why({ id }: { id: string }): ReactNode {
  const step = useShownStep(id);
  const next = useRuns((state) => {
    const planned = state.plan?.steps.find((one) => one.node === id);
    return planned ? describePlanned(planned) : '';
  });
  if (!step && next === '') return null;
  return (
    <Section
      title={step ? (step.cached ? 'Why did this not run?' : 'Why did this run?') : 'Next run'}
    >
      <div className={styles.words}>
        {step ? (
          <p>
            {describeWhy(step)} <span>{formatAgo(step.ended_at ?? step.created_at)}</span>
          </p>
        ) : null}
        {next ? <p>{next}</p> : null}
      </div>
    </Section>
  );
}
