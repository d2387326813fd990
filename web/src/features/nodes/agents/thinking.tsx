/** How an answer came about, folded: `Thought for 12 s`, live while it runs. */
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Step } from '@/api/types';
import type { Transcript } from '@/sync/transcript';
import { useTranscript } from '@/sync/use-transcript';
import { Spinner } from '@/ui/spinner';
import styles from './thinking.module.css';
import { spellTime, type Thoughts, thoughtsOf } from './thoughts';
import { useElapsed } from './use-elapsed';

type Props = { transcript: Transcript; isRunning: boolean };

/** Nothing where there is nothing to tell. */
export function Thinking({ transcript, isRunning }: Props): ReactNode {
  const thoughts = thoughtsOf(transcript);
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const isThinking = isRunning && thoughts.isThinking;
  const since = useElapsed(isRunning, `${isThinking} ${isThinking ? transcript.last : ''}`);
  const hasMore = thoughts.reasoning !== '' || thoughts.lines.length > 0;
  if (!isRunning && !hasMore) return null;
  const words = wordsOf(thoughts, isRunning);
  const time = timeOf(thoughts, isRunning, since);
  const line = (
    <>
      {isRunning ? <Spinner label={words} /> : null}
      <span aria-live={isRunning ? 'polite' : undefined}>{words}</span>
      {time ? <span className={styles.time}>{time}</span> : null}
    </>
  );
  if (!hasMore) return <p className={styles.line}>{line}</p>;
  return (
    <div className={styles.thinking}>
      <button
        type="button"
        className={`${styles.line} ${styles.button} nodrag`}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {line}
        <ChevronRight aria-hidden="true" />
      </button>
      <div id={id} hidden={!isOpen}>
        {isOpen ? <Told thoughts={thoughts} isLive={isThinking} /> : null}
      </div>
    </div>
  );
}

/** The same of a step that is over; asked for when it is on screen. */
export function StepThinking({ step }: { step: Step }): ReactNode {
  return <Thinking transcript={useTranscript(step)} isRunning={false} />;
}

function wordsOf({ isThinking, hasText, reasoning }: Thoughts, isRunning: boolean): string {
  if (!isRunning) return reasoning === '' ? 'How it came about' : 'Thought for';
  if (isThinking) return 'Thinking';
  return hasText ? 'Writing' : 'Starting';
}

function timeOf(thoughts: Thoughts, isRunning: boolean, since: number): string {
  if (!isRunning) return thoughts.reasoning === '' ? '' : spellTime(thoughts.milliseconds);
  const passed = thoughts.isThinking ? thoughts.milliseconds + since : since;
  return passed < 1000 ? '' : spellTime(passed);
}

function Told({ thoughts, isLive }: { thoughts: Thoughts; isLive: boolean }): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const { reasoning, lines } = thoughts;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the end is followed as it grows
  useEffect(() => {
    if (isLive && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [isLive, reasoning]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached with the keys, too
    <div ref={box} className={`${styles.told} nowheel`} tabIndex={0}>
      {reasoning ? <p>{reasoning}</p> : null}
      {lines.length > 0 ? (
        <ul>
          {lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are only added
            <li key={at}>{line}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
