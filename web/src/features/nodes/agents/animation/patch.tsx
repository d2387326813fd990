/** The lines of a file that were changed, folded under what is said of it. */
import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import styles from './patch.module.css';

type Props = {
  /** A unified diff, without names of files. */
  patch: string;
  /** What is said of it; unfolds it. */
  children: ReactNode;
};

export function Patch({ patch, children }: Props): ReactNode {
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  return (
    <span className={styles.patch}>
      <button
        type="button"
        className={`${styles.fold} nodrag`}
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <span>{children}</span>
        <ChevronRight aria-hidden="true" />
      </button>
      <span id={id} hidden={!isOpen}>
        {isOpen ? <Lines patch={patch} /> : null}
      </span>
    </span>
  );
}

function Lines({ patch }: { patch: string }): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached with the keys, too
    <code className={`${styles.lines} nowheel nodrag`} tabIndex={0}>
      {linesOf(patch).map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: what was changed does not change any more
        <span key={at} data-kind={kindOf(line)}>
          {line.startsWith('@@') ? '⋯' : line}
          {'\n'}
        </span>
      ))}
    </code>
  );
}

/** Where the first of them stands in the file says nothing here. */
const linesOf = (patch: string): string[] => patch.replace(/^@@.*\n/, '').split('\n');

function kindOf(line: string): 'added' | 'removed' | 'gap' | undefined {
  if (line.startsWith('@@')) return 'gap';
  if (line.startsWith('+')) return 'added';
  return line.startsWith('-') ? 'removed' : undefined;
}
