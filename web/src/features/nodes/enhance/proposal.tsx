/** What a proposal changes in a prompt, word by word: added words are underlined, removed ones struck through. */
import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { wordDiff } from '@/lib/word-diff';
import { VisuallyHidden } from '@/ui/visually-hidden';
import styles from './improve-panel.module.css';

/** Two lines before the first change are in sight. */
const MARGIN = 36;

type Props = {
  current: string;
  proposal: string;
  /** The prompt is not what it was when it was asked for. */
  isChanged: boolean;
};

export function Proposal({ current, proposal, isChanged }: Props): ReactNode {
  const parts = useMemo(() => wordDiff(current, proposal), [current, proposal]);
  const box = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has other changes
  useEffect(() => {
    const first = box.current?.querySelector<HTMLElement>('ins, del');
    if (box.current && first) box.current.scrollTop = first.offsetTop - MARGIN;
  }, [parts]);
  if (current === proposal) return <p className={styles.note}>Nothing to add: it says it all.</p>;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached with the keys, too */}
      <section ref={box} className={`${styles.text} nowheel`} tabIndex={0} aria-label="Changes">
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
      </section>
      {isChanged ? (
        <p className={styles.note} role="status">
          The prompt was changed while this was written. Accepting it replaces what stands there
          now.
        </p>
      ) : null}
    </>
  );
}
