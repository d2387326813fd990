/** Has a prompt improved: the proposal as it is written, then what it changes, to be accepted or dropped. */
import {
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { NodeSpec } from '@/core/spec';
import { useNodeParameters, useSession } from '@/sync/use-session';
import { FailureNotice, WrittenBy } from '../agents/agent-notice';
import { Thinking } from '../agents/thinking';
import { type Act, useAct } from '../agents/use-act';
import type { Field } from '../form/fields';
import { ImproveActions } from './improve-actions';
import styles from './improve-panel.module.css';
import { mediumOf } from './medium';
import { Proposal } from './proposal';
import { useOffer } from './use-offer';
import { Wishes } from './wishes';

type Props = {
  id: string;
  kind: NodeSpec;
  field: Field;
  /** What the act is kept under. */
  name: string;
  /** Set to what Esc does. */
  dropped: RefObject<() => void>;
  onClose: () => void;
};

export function ImprovePanel({ id, kind, field, name, dropped, onClose }: Props): ReactNode {
  const { document } = useSession();
  const act = useAct('prompt-enhancer', name);
  const stored = useNodeParameters(id)?.[field.name];
  const current = typeof stored === 'string' ? stored : '';
  const medium = mediumOf(kind) ?? 'image';
  const offer = useOffer(act.plan, { prompt: current, medium, wishes: '' });
  const [words, setWords] = useState(() => String(act.parameters?.wishes ?? ''));
  const ask = (): void => {
    const wishes = words.trim();
    // The same wish again wants another answer.
    act.start({ prompt: current, medium, wishes }, wishes === act.parameters?.wishes);
  };
  const proposal = proposalOf(act);
  const drop = (): void => {
    act.forget();
    onClose();
  };
  const accept = (): void => {
    document.step(() => document.setText(id, field.name, proposal));
    drop();
  };
  const isChanged = current !== act.parameters?.prompt;
  const isEmpty = current.trim() === '';
  const { phase } = act;
  useStartedAtOnce(phase, offer?.isFree === true && !isEmpty, ask);
  useEffect(() => {
    dropped.current = drop;
  });
  const box = useFocus(phase);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey) || phase !== 'done') return;
    event.preventDefault();
    accept();
  };
  if (phase === 'idle' && isEmpty) {
    return <p className={styles.note}>Write something first: it is improved from there.</p>;
  }
  return (
    <fieldset ref={box} className={styles.panel} aria-label="Improve" onKeyDown={onKeyDown}>
      <Written act={act} proposal={proposal} onRetry={ask} />
      {phase === 'done' ? (
        <Proposal current={current} proposal={proposal} isChanged={isChanged} />
      ) : null}
      {phase === 'done' ? <WrittenBy model={act.step?.model ?? null} /> : null}
      {phase === 'running' ? null : <Wishes words={words} onWords={setWords} onAsk={ask} />}
      <ImproveActions
        phase={phase}
        canAccept={proposal !== current}
        isChanged={isChanged}
        price={offer?.price ?? ''}
        onAccept={accept}
        onAsk={ask}
        onStop={act.stop}
        onDrop={drop}
      />
    </fieldset>
  );
}

/** The words so far; once it is done, those that it gave. */
function proposalOf({ phase, step, transcript }: Act): string {
  const output = Object.values(step?.outputs ?? {}).find((value) => value.type === 'text');
  if (phase === 'done' && output?.type === 'text') return output.text;
  return transcript.writings.at(-1)?.text ?? '';
}

type WrittenProps = { act: Act; proposal: string; onRetry: () => void };

/** What is there until it is done. */
function Written({ act, proposal, onRetry }: WrittenProps): ReactNode {
  const { phase, transcript, failure } = act;
  const isRunning = phase === 'running';
  return (
    <>
      {isRunning || phase === 'done' ? (
        <Thinking transcript={transcript} isRunning={isRunning} />
      ) : null}
      {proposal !== '' && phase !== 'done' && phase !== 'idle' ? (
        <p className={styles.text}>{proposal}</p>
      ) : null}
      {phase === 'stopped' ? (
        <p className={styles.note}>Stopped. The prompt is as it was.</p>
      ) : null}
      {phase === 'failed' && failure ? <FailureNotice failure={failure} onRetry={onRetry} /> : null}
    </>
  );
}

/** What costs nothing needs no second press. */
function useStartedAtOnce(phase: Act['phase'], isWanted: boolean, start: () => void): void {
  const wasStarted = useRef(false);
  useEffect(() => {
    if (phase !== 'idle') wasStarted.current = true;
    if (!isWanted || wasStarted.current) return;
    wasStarted.current = true;
    start();
  });
}

/** Whoever works with the keys is at the button to press next, when another comes in its place. */
function useFocus(phase: Act['phase']): RefObject<HTMLFieldSetElement | null> {
  const box = useRef<HTMLFieldSetElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another phase has other buttons
  useEffect(() => {
    const { activeElement } = document;
    const isFree =
      activeElement === document.body || activeElement?.getAttribute('role') === 'dialog';
    if (isFree) box.current?.querySelector<HTMLElement>('[data-first]')?.focus();
  }, [phase]);
  return box;
}
