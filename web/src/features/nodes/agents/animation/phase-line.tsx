/** How far an animation has come, in a line: what it does now, among all that it does. */
import { Square } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AnimationPhase } from '@/core/animation-events';
import { Button } from '@/ui/button';
import styles from './phase-line.module.css';

const STAGES: readonly { readonly title: string; readonly phases: readonly AnimationPhase[] }[] = [
  { title: 'Brief', phases: ['questions'] },
  { title: 'Plan', phases: ['planning', 'plan'] },
  { title: 'Code', phases: ['coding', 'checking'] },
  { title: 'Preview', phases: ['preview'] },
  { title: 'Film', phases: ['rendering', 'done'] },
];

const WORDS: Readonly<Record<AnimationPhase, string>> = {
  questions: 'A few questions first',
  planning: 'Planning the scenes',
  plan: 'The plan is yours to approve',
  coding: 'Writing the scenes',
  checking: 'Looking at what it draws',
  preview: 'Look at it: as you want it?',
  rendering: 'Rendering the film',
  done: 'Done',
};

type Props = {
  phase: AnimationPhase | null;
  /** What is told with a question; one that only asks is asked by the phase's own words. */
  asked: string;
  /** None while nothing runs. */
  onStop: (() => void) | null;
};

export function PhaseLine({ phase, asked, onStop }: Props): ReactNode {
  const at = phase === 'done' ? STAGES.length : STAGES.findIndex((one) => isIn(one, phase));
  const words = phase ? WORDS[phase] : 'Starting';
  return (
    <div className={styles.line}>
      <ol className={styles.stages} aria-label="Progress">
        {STAGES.map((stage, place) => (
          <li
            key={stage.title}
            data-state={place < at ? 'done' : place === at ? 'doing' : undefined}
            aria-current={place === at ? 'step' : undefined}
          >
            {stage.title}
          </li>
        ))}
      </ol>
      <div className={styles.now}>
        <p className={styles.words} role="status">
          {words}
        </p>
        {onStop ? (
          <Button
            size="small"
            variant="quiet"
            className="nodrag"
            data-for="run"
            icon={<Square />}
            onClick={onStop}
          >
            {phase === 'rendering' ? 'Cancel' : 'Stop'}
          </Button>
        ) : null}
      </div>
      {asked !== '' && !asked.endsWith('?') ? <p className={styles.said}>{asked}</p> : null}
    </div>
  );
}

const isIn = ({ phases }: (typeof STAGES)[number], phase: AnimationPhase | null): boolean =>
  phase !== null && phases.includes(phase);
