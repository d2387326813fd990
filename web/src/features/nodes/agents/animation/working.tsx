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
        asked={step?.question?.text ?? ''}
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
      {state === 'asking' ? null : <WorkLog telling={telling} isRunning={isRunning} />}
    </>
  );
}

/** What there is to see: stills of what is made now, else the last film, dimmed while it is changed. */
function Pictures({ animation, ratio }: { animation: Animation; ratio: number }): ReactNode {
  const { api } = useSession();
  const { telling, newest, state } = animation;
  const { stills } = telling;
  if (stills.length > 0 && telling.phase !== 'rendering') {
    return <StillsStrip stills={stills} plan={null} ratio={ratio} />;
  }
  const shown = stills[Math.floor(stills.length / 2)]?.asset ?? newest?.poster;
  if (!shown) return null;
  return (
    <div className={styles.last} data-dimmed={state === 'working' || undefined}>
      <Thumbnail src={api.thumbnailUrl(shown, 1024)} alt="" width={400} ratio={ratio} />
    </div>
  );
}
