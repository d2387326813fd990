/** The question whether a film is right, before it is rendered: played, its stills, what is wrong with it. */
import { Clapperboard } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AnimationQuestion, Fault } from '@/core/animation-questions';
import { Button } from '@/ui/button';
import { FaultList } from './fault-list';
import type { Sought } from './led-film';
import { PreviewStage } from './preview-stage';
import styles from './question.module.css';
import { SayField } from './say-field';
import { StillsStrip } from './stills-strip';
import type { Animation } from './use-animation';
import { useProject } from './use-project';

export type PreviewQuestion = Extract<AnimationQuestion, { kind: 'preview' }>;

type Props = {
  animation: Animation;
  question: PreviewQuestion;
  ratio: number;
  /** Go to a place in the code; only where there is one. */
  onFault?: (fault: Fault) => void;
};

export function PreviewContent({ question, ratio, onFault }: Props): ReactNode {
  const [frame, setFrame] = useState(() => question.stills[0]?.frame ?? 0);
  const [sought, setSought] = useState<Sought>(null);
  const { plan, stills, film, faults } = question;
  const seek = (next: number): void => {
    setFrame(next);
    setSought({ frame: next });
  };
  const { project: code } = useProject(question.project);
  return (
    <div className={styles.preview}>
      <PreviewStage
        project={code}
        film={film}
        sought={sought}
        plan={plan}
        stills={stills}
        ratio={ratio}
        frame={frame}
        onFrame={setFrame}
      />
      <StillsStrip stills={stills} plan={plan} ratio={ratio} current={frame} onChoose={seek} />
      <FaultList
        faults={faults}
        onChoose={(fault) => {
          if (fault.frame !== null) seek(fault.frame);
          else onFault?.(fault);
        }}
      />
    </div>
  );
}

export function PreviewFooter({ animation }: { animation: Animation }): ReactNode {
  const { answer, isAnswering, question } = animation;
  // Such a film is of no use: to change it comes first.
  const isBroken = question?.kind === 'preview' && question.faults.some(({ isSure }) => isSure);
  return (
    <div className={styles.foot} data-for="run">
      <SayField
        label="What should be different?"
        placeholder={isBroken ? 'Say what to change' : 'Or say what to change'}
        isBusy={isAnswering}
        onSay={(words) => answer({ change: words })}
      />
      <div className={styles.actions}>
        <Button
          variant={isBroken ? 'secondary' : 'primary'}
          className="nodrag"
          icon={<Clapperboard />}
          busy={isAnswering}
          onClick={() => answer({ accept: true })}
        >
          {isBroken ? 'Render it all the same' : 'Render the film'}
        </Button>
      </div>
    </div>
  );
}
