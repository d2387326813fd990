/** How an agent's work goes, on its own card: what was asked, what was thought, what waits, what failed. */
import type { ReactNode } from 'react';
import { AgentNotice } from './agent-notice';
import { Message } from './message';
import { StepThinking, Thinking } from './thinking';
import type { Agent } from './use-agent';
import type { ShownDraft } from './use-shown-draft';

type Props = {
  agent: Agent;
  draft: Pick<ShownDraft, 'shown' | 'isFollowing'>;
  /** What is being written is looked at, not a draft. */
  isNew: boolean;
};

export function Progress({ agent, draft, isNew }: Props): ReactNode {
  const { talk, isWaiting, phase, transcript } = agent;
  const { shown, isFollowing } = draft;
  const said = isNew
    ? talk.findLast((turn) => !isWaiting(turn))
    : talk.find((turn) => turn.id === shown?.replyTo);
  return (
    <>
      {isFollowing ? <AgentNotice agent={agent} /> : null}
      {said ? <Message turn={said} agent={agent} /> : null}
      {isNew ? (
        <Thinking transcript={transcript} isRunning={phase === 'running'} />
      ) : shown ? (
        <StepThinking step={shown.step} />
      ) : null}
      {talk.filter(isWaiting).map((turn) => (
        <Message key={turn.id} turn={turn} agent={agent} />
      ))}
    </>
  );
}
