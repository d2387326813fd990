/** Stills of a film on its time: looked through by a rail, the nearest one before each moment. */
import type { ReactNode } from 'react';
import type { StillPicture } from '@/core/animation-events';
import { type AnimationPlan, sceneAt } from '@/core/animation-plan';
import { useSession } from '@/sync/use-session';
import { clock } from '@/ui/playing-time';
import { Thumbnail } from '@/ui/thumbnail';
import { useRail } from '@/ui/use-rail';
import styles from './stills-player.module.css';

type Props = {
  plan: AnimationPlan | null;
  stills: readonly StillPicture[];
  ratio: number;
  frame: number;
  onFrame: (frame: number) => void;
};

export function StillsPlayer({ plan, stills, ratio, frame, onFrame }: Props): ReactNode {
  const { api } = useSession();
  const fps = plan?.fps ?? 30;
  const last = Math.max(1, plan ? Math.round(plan.seconds * fps) - 1 : lastOf(stills));
  const shown = stills.findLast((still) => still.frame <= frame) ?? stills[0];
  const scene = plan ? sceneAt(plan, frame) + 1 : (shown?.scene ?? 1);
  const rail = useRail({
    label: 'Time',
    value: frame,
    max: last,
    step: Math.max(1, Math.round(fps / 4)),
    bigStep: fps,
    words: `${clock(frame / fps)} of ${clock(last / fps)}, scene ${scene}`,
    onChange: (next) => onFrame(Math.round(next)),
  });
  const part = `${(Math.min(frame, last) / last) * 100}%`;
  return (
    <div className={styles.player}>
      <div className={styles.picture} style={{ aspectRatio: ratio }}>
        {shown ? (
          <Thumbnail
            src={api.thumbnailUrl(shown.asset, 1024)}
            alt={`Scene ${shown.scene}`}
            width={720}
            fit="contain"
          />
        ) : (
          <p>No picture of it could be drawn.</p>
        )}
      </div>
      {stills.length > 0 ? (
        <div className={styles.foot}>
          <div {...rail} className={`${styles.rail} nodrag`}>
            <span className={styles.line}>
              <span className={styles.done} style={{ width: part }} />
            </span>
            {stills.map((still) => (
              <span
                key={still.frame}
                className={styles.tick}
                style={{ left: `${(still.frame / last) * 100}%` }}
              />
            ))}
            <span className={styles.thumb} style={{ left: part }} />
          </div>
          <span className={styles.time}>{clock(frame / fps, true)}</span>
        </div>
      ) : null}
    </div>
  );
}

const lastOf = (stills: readonly StillPicture[]): number => stills.at(-1)?.frame ?? 1;
