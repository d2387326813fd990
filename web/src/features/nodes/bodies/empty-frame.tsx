/** A card before its first result: the shape it will have, and what to do. */
import type { ReactNode } from 'react';
import type { NodeSpec } from '@/core/spec';
import { KindIcon } from '@/ui/kind-icon';
import { RatioGlyph } from '@/ui/ratio-glyph';
import styles from './empty-frame.module.css';

type Props = {
  kind: NodeSpec;
  compact: boolean;
  /** The shape it will have, as it is chosen. */
  ratio: string;
  words: string;
  /** What to do first. */
  hint: string;
  isRunning: boolean;
};

export function EmptyFrame({ kind, compact, ratio, words, hint, isRunning }: Props): ReactNode {
  if (compact) return <p className={styles.words}>{words}</p>;
  return (
    <div className={styles.empty} data-running={isRunning || undefined}>
      <div className={styles.frame}>
        {isRunning ? null : (
          <span className={styles.hint}>
            {ratio ? <RatioGlyph ratio={ratio} /> : <KindIcon name={kind.icon} size={20} />}
            {hint}
          </span>
        )}
      </div>
    </div>
  );
}
