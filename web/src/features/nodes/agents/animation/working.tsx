/** How an animation's work goes: its phase, thoughts, what is done and to do, stills, and what went wrong. */
import type { ReactNode } from 'react';
import { Thinking } from '../thinking';
import { AnimationNotice } from './animation-notice';
import { PhaseLine } from './phase-line';
import { Rendering } from './rendering';
import { StillsStrip } from './stills-strip';
import type { Animation } from './use-animation';
import { WorkLog } from './work-log';

type Props = {
  animation: Animation;
  /** The shape of the film; without it stills are shown elsewhere. */
  ratio?: number;
};

export function Working({ animation, ratio }: Props): ReactNode {
  const { state, step, telling, transcript, stop } = animation;
  const isRunning = state === 'working';
  const isRendering = isRunning && telling.phase === 'rendering';
  return (
    <>
      <PhaseLine phase={telling.phase} />
      <AnimationNotice animation={animation} />
      {isRendering ? (
        <Rendering
          fraction={step?.progress?.fraction ?? null}
          words={step?.progress?.message ?? ''}
          onStop={stop}
        />
      ) : (
        <Thinking transcript={transcript} isRunning={isRunning} />
      )}
      <WorkLog telling={telling} isRunning={isRunning} />
      {ratio === undefined ? null : (
        <StillsStrip stills={telling.stills} plan={null} ratio={ratio} />
      )}
    </>
  );
}
