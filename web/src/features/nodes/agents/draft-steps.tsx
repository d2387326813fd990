/** Which draft is looked at, of several. */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '@/ui/icon-button';
import styles from './draft-steps.module.css';
import type { Draft } from './talk';

type Props = {
  drafts: readonly Draft[];
  shown: Draft | undefined;
  onChoose: (draft: Draft) => void;
};

export function DraftSteps({ drafts, shown, onChoose }: Props): ReactNode {
  if (!shown || drafts.length < 2) return null;
  const at = drafts.indexOf(shown);
  const step = (by: number) => {
    const next = drafts[at + by];
    if (next) onChoose(next);
  };
  return (
    <span className={`${styles.steps} nodrag`}>
      <IconButton
        size="small"
        label="Earlier draft"
        icon={<ChevronLeft />}
        disabled={at === 0}
        onClick={() => step(-1)}
      />
      <span aria-live="polite">
        Draft {at + 1} of {drafts.length}
      </span>
      <IconButton
        size="small"
        label="Later draft"
        icon={<ChevronRight />}
        disabled={at === drafts.length - 1}
        onClick={() => step(1)}
      />
    </span>
  );
}
