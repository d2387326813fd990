/** A plan to be read: what was approved. */
import type { ReactNode } from 'react';
import type { AnimationPlan } from '@/core/animation-plan';
import { PlanAbout } from './plan-about';
import { secondsWords } from './plan-bar';
import styles from './plan-text.module.css';
import { techniqueWords } from './use-techniques';

export function PlanText({ plan }: { plan: AnimationPlan }): ReactNode {
  return (
    <section className={styles.plan} aria-label="Plan">
      <PlanAbout plan={plan} />
      <ol className={styles.scenes}>
        {plan.scenes.map((scene) => (
          <li key={scene.number}>
            <p className={styles.title}>
              <span>
                {scene.number} {scene.title}
              </span>
              <span className={styles.time}>{secondsWords(scene.seconds)}</span>
            </p>
            {scene.description ? <p>{scene.description}</p> : null}
            <p>{[techniqueWords(scene.technique), ...scene.media].filter(Boolean).join(' · ')}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
