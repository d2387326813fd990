/** A few frames of a film side by side, each of a scene. */
import type { ReactNode } from 'react';
import type { StillPicture } from '@/core/animation-events';
import type { AnimationPlan } from '@/core/animation-plan';
import { useSession } from '@/sync/use-session';
import { Thumbnail } from '@/ui/thumbnail';
import styles from './stills-strip.module.css';

type Props = {
  stills: readonly StillPicture[];
  plan: AnimationPlan | null;
  /** The shape of the film. */
  ratio: number;
  current?: number | null;
  /** Look at this frame; without it they are only pictures. */
  onChoose?: (frame: number) => void;
};

const WIDTH = 104;

export function StillsStrip({ stills, plan, ratio, current = null, onChoose }: Props): ReactNode {
  const { api } = useSession();
  if (stills.length === 0) return null;
  return (
    <ul className={`${styles.stills} nowheel nodrag`} aria-label="Stills">
      {stills.map((still) => {
        const title = plan?.scenes[still.scene - 1]?.title ?? '';
        const words = `Scene ${still.scene}${title ? `, ${title}` : ''}`;
        const picture = (
          <Thumbnail
            src={api.thumbnailUrl(still.asset, 256)}
            alt={words}
            width={WIDTH}
            ratio={ratio}
          />
        );
        return (
          <li key={still.frame} style={{ width: Math.max(40, Math.min(WIDTH, 64 * ratio)) }}>
            {onChoose ? (
              <button
                type="button"
                aria-label={`Look at ${words}`}
                aria-current={still.frame === current || undefined}
                onClick={() => onChoose(still.frame)}
              >
                {picture}
              </button>
            ) : (
              picture
            )}
            <span aria-hidden="true">{still.scene}</span>
          </li>
        );
      })}
    </ul>
  );
}
