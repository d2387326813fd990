/** The question whether a plan is right: edited by hand, planned anew by words, or accepted. */
import { Check, TriangleAlert, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { AnimationQuestion } from '@/core/animation-questions';
import type { Json } from '@/core/values';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { PlanCard } from './plan-card';
import { forgetDraft, type PlanDraft, placeOf, plain, usePlanDraft } from './plan-drafts';
import styles from './question.module.css';
import { SayField } from './say-field';
import type { Animation } from './use-animation';
import { useTechniques } from './use-techniques';

export type PlanQuestion = Extract<AnimationQuestion, { kind: 'plan' }>;

export type PlanAsking = {
  readonly question: PlanQuestion;
  /** What is said with it. */
  readonly told: string;
  readonly draft: PlanDraft;
  readonly chosen: readonly number[];
  readonly setChosen: (chosen: readonly number[]) => void;
  readonly accept: () => void;
  /** Leave the version that there is as it is. */
  readonly keep: () => void;
  readonly change: (words: string) => void;
};

/** What a person has done to the plan that is asked about. */
export function usePlanAsking(animation: Animation, question: PlanQuestion): PlanAsking {
  const { step, answer } = animation;
  const place = placeOf(step?.id ?? '', step?.question?.name ?? '');
  const draft = usePlanDraft(place, question.plan);
  const [choice, setChoice] = useState<{ place: string; chosen: readonly number[] } | null>(null);
  const chosen = choice?.place === place ? choice.chosen : [];
  return {
    question,
    told: step?.question?.text ?? '',
    draft,
    chosen,
    setChosen: (next) => setChoice({ place, chosen: next }),
    accept: () => {
      answer({ accept: true, ...edited(draft) });
      forgetDraft(place);
    },
    keep: () => {
      answer({ keep: true });
      forgetDraft(place);
    },
    change: (words) => {
      const only: { scenes?: Json } = chosen.length > 0 ? { scenes: [...chosen] } : {};
      answer({ change: words, ...only, ...edited(draft) });
      forgetDraft(place);
    },
  };
}

/** What was changed by hand goes with every answer. */
const edited = (draft: PlanDraft): { plan?: Json } =>
  draft.isEdited ? { plan: plain(draft.plan) as unknown as Json } : {};

type Props = { animation: Animation; asking: PlanAsking };

export function PlanContent({ asking }: Pick<Props, 'asking'>): ReactNode {
  const { draft, question, told, chosen, setChosen } = asking;
  const techniques = useTechniques(question.plan);
  return (
    <>
      {question.rewrites.length > 0 ? (
        <p className={styles.warning} role="alert">
          <TriangleAlert aria-hidden="true" />
          <span>{told}</span>
        </p>
      ) : null}
      <PlanCard
        draft={draft}
        media={question.media}
        techniques={techniques}
        chosen={chosen}
        onChosen={setChosen}
      />
    </>
  );
}

export function PlanFooter({ animation, asking }: Props): ReactNode {
  const { draft, question, chosen, setChosen, accept, keep, change } = asking;
  const { isAnswering } = animation;
  const some = chosen.length === 1 ? `scene ${chosen[0]}` : `scenes ${chosen.join(', ')}`;
  return (
    <div className={styles.foot} data-for="run">
      <SayField
        label={chosen.length > 0 ? `Plan ${some} anew` : 'Plan it anew'}
        placeholder={
          chosen.length > 0 ? 'What should be different there?' : 'Or say what to change'
        }
        isBusy={isAnswering}
        about={
          chosen.length > 0 ? (
            <span className={styles.about}>
              {some}
              <IconButton
                size="small"
                label="The whole plan"
                icon={<X />}
                onClick={() => setChosen([])}
              />
            </span>
          ) : undefined
        }
        onSay={change}
      />
      <div className={styles.actions}>
        {question.mayKeep ? (
          <Button className="nodrag" disabled={isAnswering} onClick={keep}>
            Keep the version
          </Button>
        ) : null}
        <Button
          variant="primary"
          className="nodrag"
          icon={<Check />}
          busy={isAnswering}
          onClick={accept}
        >
          {draft.isEdited ? 'Accept with your changes' : 'Accept the plan'}
        </Button>
      </div>
    </div>
  );
}
