/** A storyboard: from a short brief to scenes, drafts of them, and pictures and films on the canvas. */
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { type Board, readBoard } from '@/core/storyboard';
import type { NodeBodyProps } from '@/sync/slots';
import { count } from '../../words';
import { AgentBodyFrame } from '../agent-body-frame';
import { Chat } from '../chat';
import { ChatField } from '../chat-field';
import { DraftCard } from '../draft-card';
import { DraftSteps } from '../draft-steps';
import { GenerateButton } from '../generate-button';
import { TurnButton } from '../turn-button';
import { useAgent } from '../use-agent';
import { BriefForm } from './brief-form';
import { CreateButton } from './create-button';
import styles from './storyboard-body.module.css';
import { useConcept } from './use-concept';
import { useView, type View } from './use-view';
import { Work } from './work';

const PLACEHOLDER = 'What should be different?';

export function StoryboardBody(props: NodeBodyProps): ReactNode {
  const { id, kind, selected, editing, compact, onShow } = props;
  const view = useView(id, useAgent(id, kind, 'board'));
  const concept = useConcept(id);
  const { agent, shown, isBrief } = view;
  const foot = useFocusedField(editing && !isBrief);
  const board = readBoard(shown?.json);
  if (compact) return <Compact board={board} title={kind.title} />;
  const work = (isWide: boolean): ReactNode =>
    isBrief ? (
      <BriefForm
        id={id}
        kind={kind}
        concept={concept}
        isWide={isWide}
        editing={editing}
        isMissing={view.isMissing}
      />
    ) : (
      <Work view={view} isWide={isWide} />
    );
  const head = (
    <span className={styles.head}>
      {view.hasWork ? (
        <TurnButton isBrief={isBrief} result="Scenes" onTurn={view.turn} />
      ) : (
        <span className={styles.only}>Brief</span>
      )}
      {isBrief ? null : <DraftSteps drafts={agent.drafts} shown={shown} onChoose={view.choose} />}
    </span>
  );
  const isRunning = agent.phase === 'running';
  const next = isBrief ? (
    <GenerateButton
      agent={agent}
      words="Write the storyboard"
      again="Write another one"
      onRun={view.begin}
    />
  ) : board ? (
    <CreateButton id={id} board={board} onShow={onShow} />
  ) : null;
  const isTalk = !isBrief && (board !== null || isRunning);
  return (
    <AgentBodyFrame
      title={kind.title}
      selected={selected}
      head={head}
      footer={
        next || isTalk ? (
          <div ref={foot} className={styles.foot} data-running={isRunning || undefined}>
            {next ? <div className={styles.next}>{next}</div> : null}
            {isTalk ? <ChatField agent={agent} placeholder={PLACEHOLDER} about={shown} /> : null}
          </div>
        ) : null
      }
      expanded={{
        main: (
          <div className={styles.large} data-alone={!view.hasWork || undefined}>
            <div className={styles.bar}>
              {head}
              <span className={styles.next}>{next}</span>
            </div>
            {work(true)}
          </div>
        ),
        side: view.hasWork ? <Conversation view={view} /> : null,
      }}
    >
      {work(false)}
    </AgentBodyFrame>
  );
}

/** Puts the caret into the field below the drafts when the node is to be edited. */
function useFocusedField(isWanted: boolean): RefObject<HTMLDivElement | null> {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isWanted) box.current?.querySelector('textarea')?.focus();
  }, [isWanted]);
  return box;
}

function Conversation({ view }: { view: View }): ReactNode {
  const { agent, shown } = view;
  return (
    <Chat
      agent={agent}
      placeholder={PLACEHOLDER}
      about={shown}
      writing={null}
      empty={
        <p className={styles.empty}>Once there is a storyboard, say what should be different.</p>
      }
      draft={(draft, { number }) => {
        const board = readBoard(draft.json);
        return (
          <DraftCard
            title={`Draft ${number} · ${count(board?.scenes.length ?? 0, 'scene')}`}
            summary={board?.summary ?? ''}
            isShown={draft === shown}
            onShow={() => view.choose(draft)}
          />
        );
      }}
    />
  );
}

/** Far out: what the scenes are called. */
function Compact({ board, title }: { board: Board | null; title: string }): ReactNode {
  if (!board) return <p className={styles.compact}>{title}</p>;
  return (
    <ol className={styles.titles}>
      {board.scenes.map((scene) => (
        <li key={scene.number}>{scene.title || `Scene ${scene.number}`}</li>
      ))}
    </ol>
  );
}
