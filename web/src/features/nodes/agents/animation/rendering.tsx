/** A film on its way: how many frames are done, and how long it takes still. */
import type { ReactNode } from 'react';
import { ProgressLine } from '@/ui/progress-line';
import styles from './rendering.module.css';

type Props = {
  /** From 0 to 1; none before the first frame. */
  fraction: number | null;
  /** As the server says it: `120 of 300 frames, 0:12 left`. */
  words: string;
};

export function Rendering({ fraction, words }: Props): ReactNode {
  return (
    <div className={styles.rendering}>
      <ProgressLine label="Frames rendered" fraction={fraction} />
      <p>{words || 'Beginning to render'}</p>
    </div>
  );
}
