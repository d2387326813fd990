/** A draft in a conversation: what it is in a few words; pressed, it is the one that is looked at. */
import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './draft-card.module.css';

type Props = {
  title: string;
  summary: string;
  isShown: boolean;
  onShow: () => void;
};

export function DraftCard({ title, summary, isShown, onShow }: Props): ReactNode {
  return (
    <button type="button" className={styles.draft} aria-pressed={isShown} onClick={onShow}>
      <span className={styles.title}>
        {title}
        {isShown ? <Check aria-hidden="true" /> : null}
      </span>
      {summary ? <span className={styles.summary}>{summary}</span> : null}
    </button>
  );
}
