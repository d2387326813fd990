/** What a person said to an agent; while it waits, or was not sent, what can be done about it. */
import type { ReactNode } from 'react';
import styles from './message.module.css';
import type { Turn } from './talk';
import type { Agent } from './use-agent';

export function Message({ turn, agent }: { turn: Turn; agent: Agent }): ReactNode {
  const { phase, unsent, retry, unsay } = agent;
  const waits = agent.isWaiting(turn);
  const isUnsent = unsent?.id === turn.id && phase !== 'failed' && phase !== 'stopped';
  return (
    <div className={styles.message}>
      <p>{turn.text}</p>
      {waits || isUnsent ? (
        <div className={styles.state}>
          <span>{waits ? 'Waits until this draft is done' : 'Not sent'}</span>
          {isUnsent ? (
            <button type="button" className="nodrag" onClick={retry}>
              Send
            </button>
          ) : null}
          <button type="button" className="nodrag" onClick={() => unsay(turn)}>
            Take back
          </button>
        </div>
      ) : null}
    </div>
  );
}
