/** What film a plan is of: its name, its colours, a few facts. */
import type { ReactNode } from 'react';
import type { AnimationPlan } from '@/core/animation-plan';
import { sentence } from '@/core/animation-questions';
import styles from './plan-card.module.css';

export function PlanAbout({ plan }: { plan: AnimationPlan }): ReactNode {
  const { colors, style, display_font, body_font } = plan.design;
  const fonts = display_font === body_font ? display_font : `${display_font}, ${body_font}`;
  const facts = [
    `${Math.round(plan.seconds * 10) / 10} s`,
    `${plan.scenes.length} scenes`,
    `${plan.fps} fps`,
    sentence(style),
    fonts,
  ];
  return (
    <header className={styles.about}>
      <h3>{plan.title || 'Untitled film'}</h3>
      <p>
        <span className={styles.palette} role="img" aria-label={Object.values(colors).join(', ')}>
          {Object.values(colors).map((color, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two may be the same colour
            <span key={at} style={{ background: color }} />
          ))}
        </span>
        {facts.filter(Boolean).join(' · ')}
      </p>
    </header>
  );
}
