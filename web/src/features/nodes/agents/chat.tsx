/** A conversation with an agent node: messages, what was thought, drafts, and a field for the next message. */
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { AgentNotice } from './agent-notice';
import styles from './chat.module.css';
import { ChatField } from './chat-field';
import { Message } from './message';
import { type Draft, type Entry, timelineOf } from './talk';
import { StepThinking, Thinking } from './thinking';
import type { Agent } from './use-agent';

type Props = {
  agent: Agent;
  /** A finished draft as a card. */
  draft: (draft: Draft, place: { isNewest: boolean; number: number }) => ReactNode;
  /** What has been written so far, while it is. */
  writing: ReactNode;
  /** What the field says while it is empty. */
  placeholder: string;
  /** The draft that the next message is about; the newest if none is named. */
  about?: Draft | undefined;
  /** Before the first message. */
  empty?: ReactNode;
};

export function Chat(props: Props): ReactNode {
  const { agent, writing, placeholder, about, empty } = props;
  const { talk, drafts, phase, transcript } = agent;
  const entries = useMemo(() => timelineOf(talk, drafts), [talk, drafts]);
  // What waits comes behind the draft that it waits for.
  const waits = (entry: Entry): boolean => entry.kind === 'turn' && agent.isWaiting(entry.turn);
  const box = useFollowedEnd(`${entries.length} ${transcript.last} ${phase}`);
  const isEmpty = entries.length === 0 && phase === 'idle';
  const hasWriting = phase !== 'done' && transcript.last > 0;
  return (
    <section className={styles.chat} aria-label="Conversation">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached with the keys, too */}
      <div ref={box} className={`${styles.lines} nowheel`} tabIndex={0} role="log" aria-live="off">
        {isEmpty ? empty : null}
        {entries.map((entry) =>
          waits(entry) ? null : <Line key={keyOf(entry)} {...props} entry={entry} />,
        )}
        {phase === 'running' || hasWriting ? (
          <Thinking transcript={transcript} isRunning={phase === 'running'} />
        ) : null}
        {hasWriting ? writing : null}
        <AgentNotice agent={agent} />
        {entries.map((entry) =>
          entry.kind === 'turn' && waits(entry) ? (
            <Message key={entry.turn.id} turn={entry.turn} agent={agent} />
          ) : null,
        )}
      </div>
      <ChatField agent={agent} placeholder={placeholder} about={about} />
    </section>
  );
}

const keyOf = (entry: Entry): string =>
  entry.kind === 'turn' ? entry.turn.id : entry.draft.step.id;

function Line({ entry, agent, draft }: Props & { entry: Entry }): ReactNode {
  if (entry.kind === 'turn') return <Message turn={entry.turn} agent={agent} />;
  const at = agent.drafts.indexOf(entry.draft);
  const isNewest = at === agent.drafts.length - 1;
  return (
    <>
      <StepThinking step={entry.draft.step} />
      {draft(entry.draft, { isNewest, number: at + 1 })}
    </>
  );
}

/** Keeps the end in sight while things are added, unless somebody has scrolled away from it. */
function useFollowedEnd(state: string): React.RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  useEffect(() => {
    const { current } = box;
    if (!current) return;
    const look = (): void => {
      const { scrollTop, scrollHeight, clientHeight } = current;
      isAtEnd.current = scrollHeight - scrollTop - clientHeight < NEAR_END;
    };
    current.addEventListener('scroll', look, { passive: true });
    return () => current.removeEventListener('scroll', look);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is added moves the end
  useEffect(() => {
    if (isAtEnd.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [state]);
  return box;
}

const NEAR_END = 48;
