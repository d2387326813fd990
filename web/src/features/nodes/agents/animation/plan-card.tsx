/** A plan as a card: what film it will be, scene by scene, edited in place. */
import { RotateCcw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { canAdd, canRemove } from '@/core/animation-plan';
import { Button } from '@/ui/button';
import { VisuallyHidden } from '@/ui/visually-hidden';
import { PlanAbout } from './plan-about';
import { PlanBar } from './plan-bar';
import styles from './plan-card.module.css';
import type { PlanDraft } from './plan-drafts';
import { SceneRow } from './scene-row';
import { usePlanEdits } from './use-plan-edits';

type Props = {
  draft: PlanDraft;
  /** Names of what may be shown in its scenes. */
  media: readonly string[];
  techniques: readonly { readonly value: string; readonly label: string }[];
  /** Numbers of the scenes that are planned anew. */
  chosen: readonly number[];
  onChosen: (chosen: readonly number[]) => void;
};

export function PlanCard({ draft, media, techniques, chosen, onChosen }: Props): ReactNode {
  const { plan, isEdited, reset } = draft;
  const [open, setOpen] = useState<string | null>(null);
  const edits = usePlanEdits(draft);
  const least = Math.min(0.5, plan.seconds / plan.scenes.length);
  const most = plan.seconds - least * (plan.scenes.length - 1);
  const current = plan.scenes.findIndex(({ key }) => key === open);
  const choose = (number: number): void => {
    const isOn = chosen.includes(number);
    onChosen(isOn ? chosen.filter((one) => one !== number) : [...chosen, number].sort());
  };
  return (
    <section className={`${styles.plan} nodrag`} aria-label="Plan">
      <PlanAbout plan={plan} />
      <PlanBar
        plan={plan}
        current={current < 0 ? null : current}
        onChoose={(at) => setOpen(plan.scenes[at]?.key ?? null)}
      />
      <ol ref={edits.list} className={styles.scenes}>
        {plan.scenes.map((scene, at) => (
          <SceneRow
            key={scene.key}
            scene={scene}
            count={plan.scenes.length}
            isOpen={scene.key === open}
            isChosen={chosen.includes(scene.number)}
            isDragged={scene.key === edits.dragged}
            most={most}
            media={media}
            techniques={techniques}
            onOpen={(isOpen) => setOpen(isOpen ? (scene.key ?? null) : null)}
            onChoose={() => choose(scene.number)}
            onWords={(words) => edits.setWords(at, words)}
            onSeconds={(seconds) => edits.setSeconds(at, seconds)}
            onMove={(by) => edits.move(at, at + by)}
            onGrip={(event) => edits.grip(event, at)}
            onAdd={canAdd(plan) ? () => edits.add(at) : null}
            onRemove={canRemove(plan) ? () => edits.remove(at) : null}
          />
        ))}
      </ol>
      <VisuallyHidden>
        <span role="status">{edits.said}</span>
      </VisuallyHidden>
      {isEdited ? (
        <p className={styles.edited}>
          <span>You changed this plan.</span>
          <Button size="small" variant="quiet" icon={<RotateCcw />} onClick={reset}>
            As it was
          </Button>
        </p>
      ) : null}
    </section>
  );
}
