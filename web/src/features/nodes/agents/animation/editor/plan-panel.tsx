/** The left of the editor: the plan, what is asked about it, and the words that change the film. */
import type { ReactNode } from 'react';
import type { AnimationPlan } from '@/core/animation-plan';
import { FilmFooter } from '../film-work';
import { PlanContent, PlanFooter, type PlanQuestion, usePlanAsking } from '../plan-question';
import { PlanText } from '../plan-text';
import { PreviewFooter } from '../preview-question';
import { QuestionForm } from '../question-form';
import type { Animation } from '../use-animation';
import { Working } from '../working';
import styles from './panel.module.css';
import type { Looked } from './use-looked';

type Props = { animation: Animation; looked: Looked; plan: AnimationPlan | null };

export function PlanPanel({ animation, looked, plan }: Props): ReactNode {
  const { question, isAnswering, answer } = animation;
  const { version } = looked;
  if (version) {
    return (
      <Panel footer={<FilmFooter animation={animation} version={version} />}>
        {plan ? <PlanText plan={plan} /> : null}
        {version.words ? <p className={styles.words}>{version.words}</p> : null}
        {version.reply ? <p className={styles.words}>{version.reply}</p> : null}
      </Panel>
    );
  }
  if (question?.kind === 'plan') return <Asking animation={animation} question={question} />;
  return (
    <Panel footer={question?.kind === 'preview' ? <PreviewFooter animation={animation} /> : null}>
      <Working animation={animation} />
      {question?.kind === 'brief' ? (
        <QuestionForm questions={question.questions} isBusy={isAnswering} onAnswer={answer} />
      ) : null}
      {plan ? <PlanText plan={plan} /> : null}
    </Panel>
  );
}

function Asking({
  animation,
  question,
}: {
  animation: Animation;
  question: PlanQuestion;
}): ReactNode {
  const asking = usePlanAsking(animation, question);
  return (
    <Panel footer={<PlanFooter animation={animation} asking={asking} />}>
      <Working animation={animation} />
      <PlanContent asking={asking} />
    </Panel>
  );
}

function Panel({ children, footer }: { children: ReactNode; footer: ReactNode }): ReactNode {
  return (
    <section className={styles.panel} aria-label="Plan and conversation">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached with the keys, too */}
      <div className={styles.content} tabIndex={0}>
        {children}
      </div>
      {footer ? <div className={styles.footer}>{footer}</div> : null}
    </section>
  );
}
