/** A film taken apart: a part of it is chosen, looked at, and told in words that make something like it. */
import { type ReactNode, useState } from 'react';
import { readAnalysis } from '@/core/motion-analysis';
import { isMedia, singles } from '@/core/values';
import { classNames } from '@/lib/class-names';
import type { NodeBodyProps } from '@/sync/slots';
import { useSession } from '@/sync/use-session';
import { AgentBodyFrame } from '../agent-body-frame';
import card from '../agent-card.module.css';
import { Chat } from '../chat';
import { ChatField } from '../chat-field';
import { DraftCard } from '../draft-card';
import { DraftSteps } from '../draft-steps';
import { GenerateButton } from '../generate-button';
import { FarView } from '../media/far-view';
import { useOwnMedia } from '../media/use-own-media';
import { TurnButton } from '../turn-button';
import { useAgent } from '../use-agent';
import { useShownDraft } from '../use-shown-draft';
import styles from './motion-body.module.css';
import { MotionForm } from './motion-form';
import { MotionResult } from './motion-result';
import { settleRange } from './settle-range';
import { useAddPrompt } from './use-add-prompt';

const PLACEHOLDER = 'Ask for another look, or other prompts';

export function MotionBody({
  id,
  kind,
  selected,
  editing,
  compact,
  onShow,
}: NodeBodyProps): ReactNode {
  const agent = useAgent(id, kind, 'analysis');
  const { document } = useSession();
  const film = useOwnMedia(id, kind, 'video', 'video', ({ duration }) => {
    if (duration) settleRange(document, id, duration);
  });
  const add = useAddPrompt(id, kind, onShow);
  const [isBrief, setBrief] = useState(false);
  const [isMissed, setMissed] = useState(false);
  const draft = useShownDraft(agent);
  const { drafts, phase } = agent;
  const { shown, choose } = draft;
  const hasWork = phase !== 'idle' || shown !== undefined;
  const isForm = isBrief || !hasWork;
  const begin = (): void => {
    const isMissing = film.asset === null && film.edge === null;
    setMissed(isMissing);
    if (isMissing) return;
    setBrief(false);
    // Of a long film, or another than before, the part that is shown is the part that is meant.
    if (film.record?.duration) settleRange(document, id, film.record.duration);
    agent.run();
  };
  if (compact) {
    const frames = singles(shown?.step.outputs.frames).filter(isMedia);
    const own = film.asset === null ? [] : [film.asset];
    const pictures = frames.length > 0 ? frames.map((frame) => frame.asset) : own;
    return <FarView pictures={pictures} words={pictures.length > 0 ? '' : kind.title} />;
  }
  const content = (isQuiet: boolean): ReactNode =>
    isForm ? (
      <MotionForm
        id={id}
        kind={kind}
        film={film}
        isMissed={isMissed && film.asset === null}
        editing={editing}
      />
    ) : (
      <MotionResult agent={agent} film={film} draft={draft} add={add} isQuiet={isQuiet} />
    );
  const generate = (
    <div className={card.actions}>
      <GenerateButton agent={agent} words="Analyse" again="Analyse again" onRun={begin} />
    </div>
  );
  const turn = hasWork ? (
    <TurnButton isBrief={isBrief} result="Analysis" onTurn={setBrief} />
  ) : null;
  const steps = isForm ? null : <DraftSteps drafts={drafts} shown={shown} onChoose={choose} />;
  return (
    <AgentBodyFrame
      title={kind.title}
      selected={selected}
      head={
        <span className={card.head} data-turn={turn !== null || undefined}>
          {turn ?? <span className={card.about}>{kind.description}</span>}
          {steps}
        </span>
      }
      footer={
        <div className={card.foot} data-running={phase === 'running' || undefined}>
          {isForm ? generate : <ChatField agent={agent} placeholder={PLACEHOLDER} about={shown} />}
        </div>
      }
      expanded={{
        main: (
          <div className={styles.large}>
            <div className={classNames(card.bar, styles.bar)}>
              {turn}
              {steps}
              {isForm ? <span className={styles.end}>{generate}</span> : null}
            </div>
            {content(true)}
          </div>
        ),
        side: (
          <Chat
            agent={agent}
            placeholder={PLACEHOLDER}
            about={shown}
            writing={null}
            empty={<p className={styles.empty}>Look at a film, then ask about it.</p>}
            draft={(one, { number }) => (
              <DraftCard
                title={`Draft ${number}`}
                summary={readAnalysis(one.json)?.summary ?? ''}
                isShown={one === shown}
                onShow={() => choose(one)}
              />
            )}
          />
        ),
      }}
    >
      {content(false)}
    </AgentBodyFrame>
  );
}
