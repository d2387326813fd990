/** What a card says when its step needs somebody: it failed, was left out, or asks. */
import { CircleAlert } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Failure, Question, Step } from '@/api/types';
import { useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { Input } from '@/ui/input';
import { Popover } from '@/ui/popover';
import { copyText } from '../results/result-actions';
import { firstSentence } from '../words';
import styles from './step-notice.module.css';

export function StepNotice({ step }: { step: Step | null }): ReactNode {
  if (step?.state === 'asking' && step.question) {
    return <Asking step={step} question={step.question} />;
  }
  if (step?.state === 'failed') return <Failed step={step} />;
  if (step?.state === 'skipped') {
    return <p className={styles.quiet}>Not run: something it needs failed.</p>;
  }
  if (step?.state === 'cancelled') return <p className={styles.quiet}>Stopped.</p>;
  return null;
}

const UNKNOWN: Failure = {
  code: 'unknown',
  message: 'It failed, and Koda does not know why.',
  remedy: 'Run it again.',
  retryable: true,
  fields: {},
};

function Failed({ step }: { step: Step }): ReactNode {
  const session = useSession();
  const failure = step.failure ?? UNKNOWN;
  return (
    <div className={styles.failed} role="alert">
      <CircleAlert aria-hidden="true" />
      <div className={styles.words}>
        <p>{firstSentence(failure.message)}</p>
        {failure.remedy ? <p className={styles.remedy}>{failure.remedy}</p> : null}
        <div className={`${styles.row} nodrag`}>
          <Button size="small" data-for="run" onClick={() => void session.run('node', [step.node])}>
            Retry
          </Button>
          <Popover
            label="What went wrong"
            side="top"
            trigger={
              <Button size="small" variant="quiet">
                Details
              </Button>
            }
          >
            <Details step={step} failure={failure} />
          </Popover>
        </div>
      </div>
    </div>
  );
}

function Details({ step, failure }: { step: Step; failure: Failure }): ReactNode {
  const fields = Object.entries(failure.fields);
  const lines: [string, string][] = [
    ['Code', failure.code],
    ['Try', String(step.attempt)],
    ...(step.model ? [['Model', step.model] as [string, string]] : []),
    ...fields.map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  ];
  const whole = [failure.message, failure.remedy, ...lines.map((line) => line.join(': '))]
    .filter(Boolean)
    .join('\n');
  return (
    <div className={styles.details}>
      <p className={styles.message}>{failure.message}</p>
      {failure.remedy ? <p className={styles.remedy}>{failure.remedy}</p> : null}
      <dl>
        {lines.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Button size="small" onClick={() => void copyText(whole, 'Copied')}>
        Copy all of it
      </Button>
    </div>
  );
}

function Asking({ step, question }: { step: Step; question: Question }): ReactNode {
  const session = useSession();
  const [isSent, setSent] = useState(false);
  const [words, setWords] = useState('');
  const answer = (value: string): void => {
    setSent(true);
    void session.answer(step.run, step.id, question.name, value).finally(() => setSent(false));
  };
  return (
    <section className={`${styles.asking} nodrag`} aria-label="Koda asks">
      <p>{question.text}</p>
      {question.choices.length > 0 ? (
        <ul className={styles.choices} data-for="run">
          {question.choices.map((choice) => (
            <li key={choice.value}>
              <button
                type="button"
                className={styles.choice}
                disabled={isSent}
                onClick={() => answer(choice.value)}
              >
                {choice.title}
                {choice.description ? <span>{choice.description}</span> : null}
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <form
          className={styles.row}
          data-for="run"
          onSubmit={(event) => {
            event.preventDefault();
            if (words.trim() !== '') answer(words.trim());
          }}
        >
          <Input
            className={styles.answer}
            aria-label="Your answer"
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <Button type="submit" variant="primary" disabled={isSent || words.trim() === ''}>
            Answer
          </Button>
        </form>
      )}
    </section>
  );
}
