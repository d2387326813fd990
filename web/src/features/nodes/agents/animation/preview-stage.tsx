/** What a film will be: played by its own code where a browser can, else a small film, else its stills. */
import { type ReactNode, Suspense } from 'react';
import type { StillPicture } from '@/core/animation-events';
import type { AnimationPlan } from '@/core/animation-plan';
import type { AnimationProject } from '@/core/animation-project';
import type { Fault } from '@/core/animation-questions';
import { lazy } from '@/lib/lazy';
import { useSession } from '@/sync/use-session';
import { Thumbnail } from '@/ui/thumbnail';
import { LedFilm, type Sought } from './led-film';
import { OWN_ENGINE } from './names';
import { StillsPlayer } from './stills-player';

const LazyStage = lazy(async () => ({
  default: (await import('@/ui/stage/stage-player')).StagePlayer,
}));

type Props = {
  /** None while it is on its way. */
  project: AnimationProject | null;
  film: string | null;
  sought: Sought;
  plan: AnimationPlan | null;
  stills: readonly StillPicture[];
  ratio: number;
  frame: number;
  onFrame: (frame: number) => void;
  onFault?: ((fault: Fault) => void) | undefined;
};

export function PreviewStage(props: Props): ReactNode {
  const { project, film, sought, plan, stills, ratio, frame, onFrame, onFault } = props;
  const { api } = useSession();
  const still = (
    <StillsPlayer plan={plan} stills={stills} ratio={ratio} frame={frame} onFrame={onFrame} />
  );
  const [first] = stills;
  if (film && first) {
    return (
      <LedFilm
        asset={film}
        poster={first.asset}
        alt="Preview"
        fps={plan?.fps ?? 30}
        ratio={ratio}
        sought={sought}
        onFrame={onFrame}
      />
    );
  }
  if (!project || project.engine === OWN_ENGINE) return still;
  return (
    <Suspense fallback={still}>
      {/* As high as its film is: no more. */}
      <div>
        <LazyStage
          project={project}
          mediaUrl={(asset) => api.assetUrl(asset)}
          frame={frame}
          onFrame={onFrame}
          {...(onFault ? { onFault } : {})}
          poster={
            first ? (
              <Thumbnail
                src={api.thumbnailUrl(first.asset, 1024)}
                alt=""
                width={720}
                fit="contain"
              />
            ) : null
          }
        />
      </div>
    </Suspense>
  );
}
