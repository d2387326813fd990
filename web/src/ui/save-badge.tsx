/** Whether the work is safe: never says more than is known. */
import { Check, CircleAlert, CloudOff, Eye } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './save-badge.module.css';
import { Spinner } from './spinner';
import { Tooltip } from './tooltip';

export type SaveLook = 'saved' | 'saving' | 'offline' | 'refused' | 'read_only';

type Props = {
  look: SaveLook;
  /** `Saved`, `Offline, 3 edits kept here`. */
  words: string;
  /** What happened and what to do, in a sentence. */
  reason?: string;
};

const ICONS: Record<SaveLook, ReactNode> = {
  saved: <Check />,
  saving: <Spinner label="Saving" />,
  offline: <CloudOff />,
  refused: <CircleAlert />,
  read_only: <Eye />,
};

export function SaveBadge({ look, words, reason }: Props) {
  const badge = (
    <button type="button" data-look={look} className={styles.badge}>
      {ICONS[look]}
      <span role="status" className={styles.words}>
        {words}
      </span>
    </button>
  );
  return reason ? <Tooltip text={reason}>{badge}</Tooltip> : badge;
}
