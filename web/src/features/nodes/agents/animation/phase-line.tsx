/** How far an animation has come, in a line: what it does now, among all that it does. */
import { Square } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AnimationPhase } from '@/core/animation-events';
import { Button } from '@/ui/button';
import styles from './phase-line.module.css';
import type { AnimationState } from './use-animation';

const STAGES: readonly { readonly title: string; readonly phases: readonly AnimationPhase[] }[] = [
  { title: 'Brief', phases: ['questions'] },
  { title: 'Plan', phases: ['planning', 'plan'] },
  { title: 'Code', phases: ['coding', 'checking'] },
  { title: 'Preview', phases: ['preview'] },
  { title: 'Film', phases: ['rendering', 'done'] },
];

const WORDS: Readonly<Record<AnimationPhase, string>> = {
  questions: 'Reading the brief',
  planning: 'Planning the scenes',
  plan: 'The plan is yours to approve',
  coding: 'Writing the scenes',
  checking: 'Looking at what it draws',
  preview: 'Look at it: as you want it?',
  rendering: 'Rendering the film',
  done: 'Done',
};

/** What did not come about. */
const FAILED: Readonly<Record<AnimationPhase, string>> = {
  questions: 'The brief was not read',
  planning: 'No plan was made',
  plan: 'No plan was made',
  coding: 'The scenes were not written',
  checking: 'It could not be looked at',
  preview: 'It could not be shown',
  rendering: 'The film was not rendered',
  done: 'The film was not rendered',
};

type Props = {
  phase: AnimationPhase | null;
  state: AnimationState;
  /** What is told with a question; one that only asks is asked by the phase's own words. */
  asked: string;
  /** None while nothing runs. */
  onStop: (() => void) | null;
};

export function PhaseLine({ phase, state, asked, onStop }: Props): ReactNode {
  const at = phase === 'done' ? STAGES.length : STAGES.findIndex((one) => isIn(one, phase));
  const now = state === 'failed' ? 'failed' : state === 'stopped' ? 'stopped' : 'doing';
  return (
    <div className={styles.line}>
      <ol className={styles.stages} aria-label="Progress">
        {STAGES.map((stage, place) => (
          <li
            key={stage.title}
            data-state={place < at ? 'done' : place === at ? now : undefined}
            aria-current={place === at ? 'step' : undefined}
          >
            {stage.title}
          </li>
        ))}
      </ol>
      <div className={styles.now}>
        <p className={styles.words} role="status">
          {wordsOf(phase, state)}
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

function wordsOf(phase: AnimationPhase | null, state: AnimationState): string {
  if (state === 'stopped') return 'Stopped';
  if (!phase) return state === 'failed' ? 'It could not begin' : 'Starting';
  if (state === 'failed') return FAILED[phase];
  return phase === 'questions' && state === 'asking' ? 'A few questions first' : WORDS[phase];
}

const isIn = ({ phases }: (typeof STAGES)[number], phase: AnimationPhase | null): boolean =>
  phase !== null && phases.includes(phase);
