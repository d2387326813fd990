/** The time of a film: its scenes as long as they are, its stills, and where it stands. */
import type { ReactNode } from 'react';
import type { StillPicture } from '@/core/animation-events';
import { type AnimationPlan, sceneAt, spansOf } from '@/core/animation-plan';
import { clock } from '@/ui/playing-time';
import { useRail } from '@/ui/use-rail';
import { PlanBar } from '../plan-bar';
import styles from './timeline.module.css';

type Props = {
  plan: AnimationPlan;
  stills: readonly StillPicture[];
  frame: number;
  onFrame: (frame: number) => void;
};

export function Timeline({ plan, stills, frame, onFrame }: Props): ReactNode {
  const last = Math.max(1, Math.round(plan.seconds * plan.fps) - 1);
  const at = Math.min(frame, last);
  const scene = sceneAt(plan, at);
  const rail = useRail({
    label: 'Frame',
    value: at,
    max: last,
    step: 1,
    bigStep: plan.fps,
    words: `Frame ${at + 1} of ${last + 1}, ${clock(at / plan.fps, true)}, scene ${scene + 1}`,
    onChange: (next) => onFrame(Math.round(next)),
  });
  return (
    <section className={styles.timeline} aria-label="Timeline">
      <div className={styles.head}>
        <span>
          {scene + 1} {plan.scenes[scene]?.title}
        </span>
        <span className={styles.time}>
          {clock(at / plan.fps, true)} / {clock(plan.seconds)} · frame {at + 1}
        </span>
      </div>
      <PlanBar
        plan={plan}
        current={scene}
        part={at / last}
        onChoose={(place) => onFrame(spansOf(plan)[place]?.[0] ?? 0)}
      />
      <div {...rail} className={styles.rail}>
        {ticksOf(plan.seconds).map((second) => (
          <span
            key={second}
            className={styles.tick}
            style={{ left: `${(second / plan.seconds) * 100}%` }}
          >
            {second} s
          </span>
        ))}
        {stills.map((still) => (
          <span
            key={still.frame}
            className={styles.still}
            style={{ left: `${(still.frame / last) * 100}%` }}
          />
        ))}
        <span className={styles.thumb} style={{ left: `${(at / last) * 100}%` }} />
      </div>
    </section>
  );
}

/** A mark for each second, or for a few of them where there are many. */
function ticksOf(seconds: number): number[] {
  const by = seconds <= 10 ? 1 : seconds <= 20 ? 2 : 5;
  return Array.from({ length: Math.ceil(seconds / by) }, (_, at) => at * by);
}
