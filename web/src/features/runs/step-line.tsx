/** A step of an opened run: what it is, why it ran, when, how long, what it cost, what went wrong. */
import type { ReactNode } from 'react';
import type { Step } from '@/api/types';
import { formatMoney } from '@/core/money';
import { formatDuration } from '@/lib/time';
import { Button } from '@/ui/button';
import { StateIcon } from './state-icon';
import styles from './step-line.module.css';
import { barOf, type Span } from './timeline';
import { runningWords, stepWords, whyWords } from './words';

type Props = {
  step: Step;
  span: Span;
  /** Titles of what it still waits for. */
  before: readonly string[];
  /** None if its node is not on the canvas any more. */
  onShow: (() => void) | null;
  onRetry: (() => void) | null;
};

export function StepLine({ step, span, before, onShow, onRetry }: Props): ReactNode {
  const bar = barOf(step, span);
  return (
    <li className={styles.step} data-state={step.state}>
      <StateIcon state={step.cached ? 'cached' : step.state} />
      <div className={styles.words}>
        {onShow ? (
          <button type="button" className={styles.title} onClick={onShow}>
            {step.title}
          </button>
        ) : (
          <span className={styles.title}>{step.title}</span>
        )}
        <p className={styles.why}>{lineWords(step, before)}</p>
      </div>
      <div className={styles.rail} aria-hidden="true">
        {bar && (
          <div
            className={styles.bar}
            style={{ left: `min(${bar.start * 100}%, 100% - 4px)`, width: `${bar.length * 100}%` }}
          />
        )}
      </div>
      <span className={styles.number}>{tookOf(step, span)}</span>
      <span className={styles.number}>{costOf(step)}</span>
      {step.failure && (
        <div className={styles.failure}>
          <p>{step.failure.message}</p>
          {step.failure.remedy && <p className={styles.remedy}>{step.failure.remedy}</p>}
          <p className={styles.foot}>
            {onRetry && (
              <Button
                size="small"
                data-for="run"
                aria-label={`Retry ${step.title}`}
                onClick={onRetry}
              >
                Retry
              </Button>
            )}
            <code>{step.failure.code}</code>
          </p>
        </div>
      )}
    </li>
  );
}

/** While it goes on, what it does; then why it was done. */
function lineWords(step: Step, before: readonly string[]): string {
  const why = whyWords(step);
  const again = step.attempt > 1 ? ` · attempt ${step.attempt}` : '';
  switch (step.state) {
    case 'done':
    case 'failed':
    case 'skipped':
      return why + again;
    case 'cancelled':
      return 'Stopped';
    default:
      return [stepWords(step, before), lowerFirst(why)].filter(Boolean).join(' · ') + again;
  }
}

const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

function tookOf(step: Step, span: Span): string {
  if (step.started_at === null || step.cached) return '';
  if (step.ended_at === null) return runningWords(span.end - step.started_at);
  return formatDuration(step.ended_at - step.started_at);
}

function costOf({ cached, state, cost, price }: Step): string {
  if (cached || (cost === 0 && (price === 0 || state !== 'done'))) return '';
  return formatMoney(cost);
}
