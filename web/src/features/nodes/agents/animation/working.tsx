/** How an animation's work goes: its phase, thoughts, what is done and to do, stills, and what went wrong. */
import type { ReactNode } from 'react';
import { useSession } from '@/sync/use-session';
import { Thumbnail } from '@/ui/thumbnail';
import { Thinking } from '../thinking';
import { AnimationNotice } from './animation-notice';
import { PhaseLine } from './phase-line';
import { Rendering } from './rendering';
import { StillsStrip } from './stills-strip';
import type { Animation } from './use-animation';
import { WorkLog } from './work-log';
import styles from './working.module.css';
import { Writing } from './writing';

type Props = {
  animation: Animation;
  /** The shape of the film; without it pictures are shown elsewhere. */
  ratio?: number;
  /** The card around it tells how far it is. */
  isOnCard?: boolean;
};

export function Working({ animation, ratio, isOnCard = false }: Props): ReactNode {
  const { state, step, telling, transcript, stop } = animation;
  const isRunning = state === 'working';
  const isRendering = isRunning && telling.phase === 'rendering';
  return (
    <>
      <PhaseLine
        phase={telling.phase}
        state={state}
        asked={askedIn(animation)}
        onStop={isRunning ? stop : null}
      />
      <AnimationNotice animation={animation} />
      {isRendering ? null : <Thinking transcript={transcript} isRunning={isRunning} />}
      {isRendering && !isOnCard ? (
        <Rendering
          fraction={step?.progress?.fraction ?? null}
          words={step?.progress?.message ?? ''}
        />
      ) : null}
      {ratio === undefined ? null : <Pictures animation={animation} ratio={ratio} />}
      {isRunning ? <Writing animation={animation} /> : null}
      {state === 'asking' ? null : <WorkLog telling={telling} isRunning={isRunning} />}
    </>
  );
}

/** What is told with a question, where its own screen does not say it. */
function askedIn({ question, step }: Animation): string {
  if (question?.kind === 'brief') return '';
  if (question?.kind === 'plan' && question.rewrites.length > 0) return '';
  return step?.question?.text ?? '';
}

/** What there is to see: stills of what is made now, else the last film, dimmed while it is changed. */
function Pictures({ animation, ratio }: { animation: Animation; ratio: number }): ReactNode {
  const { api } = useSession();
  const { telling, newest, state } = animation;
  const { stills } = telling;
  if (stills.length > 0 && telling.phase !== 'rendering') {
    // While code is written they are of the code before.
    const isOld = telling.phase === 'planning' || telling.phase === 'coding';
    return (
      <div className={styles.stills} data-dimmed={(state === 'working' && isOld) || undefined}>
        <StillsStrip stills={stills} plan={null} ratio={ratio} />
      </div>
    );
  }
  const shown = stills[Math.floor(stills.length / 2)]?.asset ?? newest?.poster;
  if (!shown) return null;
  return (
    <div className={styles.last} data-dimmed={state === 'working' || undefined}>
      <Thumbnail src={api.thumbnailUrl(shown, 1024)} alt="" width={400} ratio={ratio} />
    </div>
  );
}
