/** How an agent's work goes, on its own card: what was asked, what was thought, what waits, what failed. */
import type { ReactNode } from 'react';
import { AgentNotice } from './agent-notice';
import styles from './progress.module.css';
import { StepThinking, Thinking } from './thinking';
import type { Agent } from './use-agent';
import type { ShownDraft } from './use-shown-draft';

type Props = { agent: Agent; draft: ShownDraft };

export function Progress({ agent, draft }: Props): ReactNode {
  const { talk, isWaiting, phase, transcript } = agent;
  const { shown, isFollowing } = draft;
  const isNew = isFollowing && phase !== 'done';
  const said = isNew
    ? talk.findLast((turn) => !isWaiting(turn))
    : talk.find((turn) => turn.id === shown?.replyTo);
  return (
    <>
      {isFollowing ? <AgentNotice agent={agent} /> : null}
      {said ? <p className={styles.said}>{said.text}</p> : null}
      {isNew ? (
        <Thinking transcript={transcript} isRunning={phase === 'running'} />
      ) : shown ? (
        <StepThinking step={shown.step} />
      ) : null}
      {talk.filter(isWaiting).map((turn) => (
        <div key={turn.id} className={styles.said}>
          <p>{turn.text}</p>
          <p className={styles.waits}>
            Waits until this draft is done
            <button type="button" className="nodrag" onClick={() => agent.unsay(turn)}>
              Take back
            </button>
          </p>
        </div>
      ))}
    </>
  );
}
