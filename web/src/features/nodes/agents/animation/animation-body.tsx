/** An animation on its card: from a sentence over a plan and a preview to a film that can be changed. */
import { type ReactNode, Suspense, useState } from 'react';
import { lazy } from '@/lib/lazy';
import type { NodeBodyProps } from '@/sync/slots';
import { useEdges, useNodeParameters } from '@/sync/use-session';
import { AgentBodyFrame, Apart } from '../agent-body-frame';
import card from '../agent-card.module.css';
import { FarView } from '../media/far-view';
import { TurnButton } from '../turn-button';
import styles from './animation-body.module.css';
import { FilmFooter, FilmWork } from './film-work';
import { PROMPT, TEXT } from './names';
import { PlanContent, PlanFooter, type PlanQuestion, usePlanAsking } from './plan-question';
import { PreviewContent, PreviewFooter } from './preview-question';
import { QuestionForm } from './question-form';
import { SentenceForm } from './sentence-form';
import { StartButton } from './start-button';
import { type Animation, useAnimation } from './use-animation';
import { useRatio } from './use-ratio';
import { useShownVersion } from './use-shown-version';
import { Working } from './working';

const Editor = lazy(async () => ({ default: (await import('./editor/editor')).Editor }));

export function AnimationBody(props: NodeBodyProps): ReactNode {
  const { id, kind, compact } = props;
  const animation = useAnimation(id, kind);
  const parameters = useNodeParameters(id);
  if (compact) {
    const still = animation.telling.stills[0]?.asset;
    const film = animation.newest?.poster ?? still;
    const sentence = String(parameters?.[PROMPT] ?? '') || kind.title;
    return <FarView pictures={film ? [film] : []} words={film ? '' : sentence} />;
  }
  return <Whole {...props} animation={animation} />;
}

function Whole(props: NodeBodyProps & { animation: Animation }): ReactNode {
  const { id, kind, selected, editing, animation } = props;
  const [isBrief, setBrief] = useState(false);
  const [isMissing, setMissing] = useState(false);
  const [isLarge, setLarge] = useState(false);
  const hasSentence = useHasSentence(id);
  const isForm = isBrief || animation.state === 'idle';
  const begin = (): void => {
    setMissing(!hasSentence);
    if (!hasSentence) return;
    setBrief(false);
    animation.run();
  };
  const turn =
    animation.state === 'idle' ? null : (
      <TurnButton isBrief={isBrief} result="Film" onTurn={setBrief} />
    );
  const frame = {
    title: kind.title,
    selected,
    onExpand: () => setLarge(true),
    head: (
      <span className={card.head} data-turn={turn !== null || undefined}>
        {turn ?? <span className={card.about}>{kind.description}</span>}
      </span>
    ),
  };
  const large = isLarge ? (
    <Apart>
      <Suspense fallback={null}>
        <Editor animation={animation} onClose={() => setLarge(false)} />
      </Suspense>
    </Apart>
  ) : null;
  if (isForm) {
    return (
      <>
        <AgentBodyFrame {...frame} footer={<StartButton animation={animation} onRun={begin} />}>
          <SentenceForm
            id={id}
            kind={kind}
            editing={editing}
            isMissing={isMissing && !hasSentence}
            onRun={begin}
          />
        </AgentBodyFrame>
        {large}
      </>
    );
  }
  return (
    <>
      <Work animation={animation} frame={frame} />
      {large}
    </>
  );
}

type Frame = Pick<Parameters<typeof AgentBodyFrame>[0], 'title' | 'selected' | 'onExpand' | 'head'>;
type WorkProps = { animation: Animation; frame: Frame };

function Work({ animation, frame }: WorkProps): ReactNode {
  const { question, isAnswering, answer } = animation;
  const ratio = useRatio(animation);
  const shown = useShownVersion(animation);
  if (question?.kind === 'plan') {
    return <PlanWork animation={animation} question={question} frame={frame} />;
  }
  if (question?.kind === 'brief') {
    return (
      <AgentBodyFrame {...frame}>
        <div className={styles.work}>
          <Working animation={animation} />
          <QuestionForm questions={question.questions} isBusy={isAnswering} onAnswer={answer} />
        </div>
      </AgentBodyFrame>
    );
  }
  if (question?.kind === 'preview') {
    return (
      <AgentBodyFrame {...frame} footer={<PreviewFooter animation={animation} />}>
        <div className={styles.work}>
          <Working animation={animation} />
          <PreviewContent
            key={question.project}
            animation={animation}
            question={question}
            ratio={ratio}
          />
        </div>
      </AgentBodyFrame>
    );
  }
  if (animation.state === 'done' && shown.version) {
    return (
      <AgentBodyFrame
        {...frame}
        footer={<FilmFooter animation={animation} version={shown.version} />}
      >
        <div className={styles.work}>
          <FilmWork
            animation={animation}
            version={shown.version}
            ratio={ratio}
            onShow={shown.show}
          />
        </div>
      </AgentBodyFrame>
    );
  }
  return (
    <AgentBodyFrame {...frame}>
      <div className={styles.work} data-running={animation.state === 'working' || undefined}>
        <Working animation={animation} ratio={ratio} isOnCard />
      </div>
    </AgentBodyFrame>
  );
}

type PlanProps = WorkProps & { question: PlanQuestion };

function PlanWork({ animation, question, frame }: PlanProps): ReactNode {
  const asking = usePlanAsking(animation, question);
  return (
    <AgentBodyFrame {...frame} footer={<PlanFooter animation={animation} asking={asking} />}>
      <div className={styles.work}>
        <Working animation={animation} />
        <PlanContent asking={asking} />
      </div>
    </AgentBodyFrame>
  );
}

/** Words of its own, or those that come by a wire. */
function useHasSentence(id: string): boolean {
  const words = useNodeParameters(id)?.[PROMPT];
  const isWired = useEdges().some((edge) => edge.target === id && edge.input === TEXT);
  return isWired || (typeof words === 'string' && words.trim() !== '');
}
