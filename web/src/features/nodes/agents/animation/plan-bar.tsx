/** The film as a strip: each scene as wide as it is long. */
import type { ReactNode } from 'react';
import type { AnimationPlan } from '@/core/animation-plan';
import styles from './plan-bar.module.css';

type Props = {
  plan: AnimationPlan;
  /** The scene that is looked at, by its place from 0. */
  current: number | null;
  onChoose: (at: number) => void;
  /** Where the film stands, from 0 to 1. */
  part?: number | null;
};

export function PlanBar({ plan, current, onChoose, part = null }: Props): ReactNode {
  return (
    <div className={`${styles.bar} nodrag`}>
      <ol className={styles.scenes} aria-label="Scenes by length">
        {plan.scenes.map((scene, at) => (
          <li key={scene.key ?? scene.number} style={{ flexGrow: scene.seconds }}>
            <button
              type="button"
              className={styles.scene}
              aria-current={at === current || undefined}
              aria-label={`Scene ${at + 1}, ${scene.title || 'untitled'}, ${secondsWords(scene.seconds)}`}
              onClick={() => onChoose(at)}
            >
              {at + 1}
            </button>
          </li>
        ))}
      </ol>
      {part === null ? null : (
        <span className={styles.head} style={{ left: `${Math.min(1, part) * 100}%` }} />
      )}
    </div>
  );
}

/** `2.4 s`, `3 s`. */
export const secondsWords = (seconds: number): string => `${Math.round(seconds * 10) / 10} s`;
