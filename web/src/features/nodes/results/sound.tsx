/** A sound on a card; its player's code comes with the first sound of a canvas. */
import { Music } from 'lucide-react';
import { type ReactNode, Suspense } from 'react';
import { lazy } from '@/lib/lazy';
import styles from './sound.module.css';

const LazySoundCard = lazy(() =>
  import('./sound-card').then((module) => ({ default: module.SoundCard })),
);

type Props = { asset: string; alt: string; compact: boolean };

export function Sound(props: Props): ReactNode {
  const before = (
    <div className={styles.before}>
      <Music aria-hidden="true" />
    </div>
  );
  return (
    <Suspense fallback={before}>
      <LazySoundCard {...props} />
    </Suspense>
  );
}
