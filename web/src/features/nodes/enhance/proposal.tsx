/** What a proposal changes in a prompt, word by word: added words are underlined, removed ones struck through. */
import { type ReactNode, useMemo } from 'react';
import { wordDiff } from '@/lib/word-diff';
import { VisuallyHidden } from '@/ui/visually-hidden';
import styles from './improve-panel.module.css';

type Props = {
  current: string;
  /** What the prompt was when it was asked for. */
  base: string;
  proposal: string;
};

export function Proposal({ current, base, proposal }: Props): ReactNode {
  const parts = useMemo(() => wordDiff(current, proposal), [current, proposal]);
  if (current === proposal) return <p className={styles.note}>Nothing to add: it says it all.</p>;
  return (
    <>
      <p className={`${styles.text} nowheel`}>
        {parts.map(({ kind, text }, at) => {
          // biome-ignore lint/suspicious/noArrayIndexKey: the parts are made anew together
          if (kind === 'same') return <span key={at}>{text}</span>;
          const Mark = kind === 'added' ? 'ins' : 'del';
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts are made anew together
            <Mark key={at}>
              <VisuallyHidden>{kind === 'added' ? ' added: ' : ' removed: '}</VisuallyHidden>
              {text}
              <VisuallyHidden>. </VisuallyHidden>
            </Mark>
          );
        })}
      </p>
      {current === base ? null : (
        <p className={styles.note} role="status">
          The prompt was changed while this was written. Accepting it replaces what stands there
          now.
        </p>
      )}
    </>
  );
}
