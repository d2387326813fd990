/** A film on its way: how many frames are done, how long it takes still. */
import { Square } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '@/ui/button';
import { ProgressLine } from '@/ui/progress-line';
import { spellTime } from '../thoughts';
import styles from './rendering.module.css';

type Props = {
  /** From 0 to 1; none before the first frame. */
  fraction: number | null;
  /** As the server says it: `120 of 300 frames`. */
  words: string;
  onStop: () => void;
};

export function Rendering({ fraction, words, onStop }: Props): ReactNode {
  const left = useTimeLeft(fraction);
  return (
    <section className={styles.rendering} aria-label="Rendering">
      <ProgressLine label="Frames rendered" fraction={fraction} />
      <div className={styles.line}>
        <p>
          {words || 'Starting the render'}
          {left === null ? '' : ` · ${spellTime(left)} left`}
        </p>
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

/** Less is a guess out of nothing. */
const ENOUGH = 0.02;

/** Milliseconds, by how fast it went since it was first seen here; none before that says anything. */
function useTimeLeft(fraction: number | null): number | null {
  const first = useRef<{ at: number; fraction: number } | null>(null);
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    if (fraction === null) {
      first.current = null;
      setLeft(null);
      return;
    }
    first.current ??= { at: performance.now(), fraction };
    const done = fraction - first.current.fraction;
    if (done < ENOUGH) return;
    const passed = performance.now() - first.current.at;
    setLeft((passed / done) * (1 - fraction));
  }, [fraction]);
  return left;
}
