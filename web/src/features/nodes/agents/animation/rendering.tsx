/** A film on its way: how many frames are done, how long it takes still. */
import { Square } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '@/ui/button';
import { ProgressLine } from '@/ui/progress-line';
import styles from './rendering.module.css';

type Props = {
  /** From 0 to 1; none before the first frame. */
  fraction: number | null;
  /** As the server says it: `120 of 300 frames, 0:12 left`. */
  words: string;
  onStop: () => void;
};

export function Rendering({ fraction, words, onStop }: Props): ReactNode {
  return (
    <section className={styles.rendering} aria-label="Rendering">
      <ProgressLine label="Frames rendered" fraction={fraction} />
      <div className={styles.line}>
        <p>{words || 'Beginning to render'}</p>
        <Button
          size="small"
          variant="quiet"
          className="nodrag"
          data-for="run"
          icon={<Square />}
          onClick={onStop}
        >
          Cancel
        </Button>
      </div>
    </section>
  );
}
