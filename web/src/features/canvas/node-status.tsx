/** The line on a card that says what it does now: progress, time, why it failed. */
import { memo, type ReactNode, useEffect, useState } from 'react';
import type { Step } from '@/api/types';
import { useCurrentStep, useIsStale } from '@/sync/use-session';
import styles from './node-status.module.css';

export const NodeStatus = memo(function NodeStatus({ id }: { id: string }): ReactNode {
  const step = useCurrentStep(id);
  const isStale = useIsStale(id);
  if (step && isActive(step)) return <Active step={step} />;
  if (isStale && step) {
    return <span className={styles.stale} role="img" aria-label="Inputs have changed" />;
  }
  return null;
});

const isActive = (step: Step): boolean =>
  ['blocked', 'ready', 'running', 'waiting'].includes(step.state);

function Active({ step }: { step: Step }): ReactNode {
  const fraction = step.progress?.fraction ?? null;
  const isRunning = step.state === 'running' || step.state === 'waiting';
  return (
    <div className={styles.status} role="status">
      <span className={styles.words}>{describe(step)}</span>
      {isRunning ? <Elapsed since={step.started_at ?? step.created_at} /> : null}
      <div className={styles.line} data-unknown={fraction === null || undefined}>
        <div style={{ width: `${Math.round((fraction ?? 0.3) * 100)}%` }} />
      </div>
    </div>
  );
}

function describe(step: Step): string {
  if (step.progress?.queue_position) return `Queued, ${step.progress.queue_position} before`;
  if (step.progress?.message) return step.progress.message;
  if (step.state === 'blocked') return 'Waits for other nodes';
  if (step.state === 'ready') return 'Queued';
  return 'Working';
}

function Elapsed({ since }: { since: number }): ReactNode {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((now - since) / 1000));
  const text = seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return <span className={styles.time}>{text}</span>;
}
