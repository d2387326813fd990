/** A film before it is rendered: played by its own code where that runs in the browser, else its stills. */
import type { ReactNode } from 'react';
import type { StillPicture } from '@/core/animation-events';
import type { AnimationPlan } from '@/core/animation-plan';
import { StillsPlayer } from './stills-player';

type Props = {
  project: string;
  plan: AnimationPlan | null;
  stills: readonly StillPicture[];
  ratio: number;
  frame: number;
  onFrame: (frame: number) => void;
};

export function PreviewStage({ plan, stills, ratio, frame, onFrame }: Props): ReactNode {
  return <StillsPlayer plan={plan} stills={stills} ratio={ratio} frame={frame} onFrame={onFrame} />;
}
