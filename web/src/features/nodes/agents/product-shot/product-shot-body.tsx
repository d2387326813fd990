/** Shots of a product: from a short brief to image nodes on the canvas. */
import { type ReactNode, useState } from 'react';
import { readOff, readShots } from '@/core/product-shot';
import type { Json } from '@/core/values';
import { classNames } from '@/lib/class-names';
import type { NodeBodyProps } from '@/sync/slots';
import { useNodeParameters } from '@/sync/use-session';
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
import { CreateButton } from './create-button';
import styles from './product-shot-body.module.css';
import { ShotForm } from './shot-form';
import { ShotWork } from './shot-work';
import { useCreateShots } from './use-create-shots';

const PLACEHOLDER = 'What should be different?';
const NONE: Readonly<Record<string, Json>> = {};

export function ProductShotBody(props: NodeBodyProps): ReactNode {
  const { id, kind, selected, editing, compact, onShow } = props;
  const agent = useAgent(id, kind, 'shots');
  const picture = useOwnMedia(id, kind, 'product', 'image');
  const create = useCreateShots(id, picture, onShow);
  const parameters = useNodeParameters(id) ?? NONE;
  const [isBrief, setBrief] = useState(false);
  const [isNameless, setNameless] = useState(false);
  const draft = useShownDraft(agent);
  const { drafts, phase } = agent;
  const { shown, choose } = draft;
  const { shots } = readShots(shown?.json);
  const hasWork = phase !== 'idle' || shown !== undefined;
  const isForm = isBrief || !hasWork;
  const isRunning = phase === 'running';
  const begin = (): void => {
    const isMissing = !hasName(parameters) && picture.asset === null && picture.edge === null;
    setNameless(isMissing);
    if (isMissing) return;
    setBrief(false);
    agent.run();
  };
  if (compact) {
    const name = hasName(parameters) ? String(parameters.product_name) : kind.title;
    return (
      <FarView
        pictures={picture.asset === null ? [] : [picture.asset]}
        words={[name, ...shots.map(({ number, angle }) => `${number} ${angle}`)].join('\n')}
      />
    );
  }

  const form = (
    <div className={styles.brief}>
      <ShotForm
        id={id}
        kind={kind}
        picture={picture}
        editing={editing}
        isNameless={isNameless && !hasName(parameters)}
      />
    </div>
  );
  const generate = (
    <div className={card.actions}>
      <GenerateButton agent={agent} words="Plan the shots" again="Plan them again" onRun={begin} />
    </div>
  );
  // What is being written cannot be made yet.
  const makeNodes =
    isRunning || shots.length === 0 ? null : (
      <div className={card.actions}>
        <CreateButton shots={shots} off={readOff(parameters.off)} onCreate={create} />
      </div>
    );
  const turn = hasWork ? <TurnButton isBrief={isBrief} result="Shots" onTurn={setBrief} /> : null;
  const steps = <DraftSteps drafts={drafts} shown={shown} onChoose={choose} />;
  return (
    <AgentBodyFrame
      title={kind.title}
      selected={selected}
      head={
        <span className={card.head} data-turn={turn !== null || undefined}>
          {turn ?? <span className={card.about}>{kind.description}</span>}
          {isForm ? null : steps}
        </span>
      }
      footer={
        <div className={card.foot} data-running={isRunning || undefined}>
          {isForm ? null : <ChatField agent={agent} placeholder={PLACEHOLDER} about={shown} />}
          {isForm ? generate : makeNodes}
        </div>
      }
      expanded={{
        main: (
          <div className={styles.large}>
            <div className={classNames(card.bar, styles.bar)}>
              {turn}
              {isForm ? null : steps}
              <span className={styles.end}>{isForm ? generate : makeNodes}</span>
            </div>
            {isForm ? form : <ShotWork agent={agent} draft={draft} isQuiet />}
          </div>
        ),
        side: (
          <Chat
            agent={agent}
            placeholder={PLACEHOLDER}
            about={shown}
            writing={null}
            empty={
              <p className={styles.empty}>Plan the shots, then say what should be different.</p>
            }
            draft={(one, { number }) => (
              <DraftCard
                title={`Draft ${number}`}
                summary={readShots(one.json).summary}
                isShown={one === shown}
                onShow={() => choose(one)}
              />
            )}
          />
        ),
      }}
    >
      {isForm ? form : <ShotWork agent={agent} draft={draft} />}
    </AgentBodyFrame>
  );
}

const hasName = ({ product_name: name }: Readonly<Record<string, unknown>>): boolean =>
  typeof name === 'string' && name.trim() !== '';
