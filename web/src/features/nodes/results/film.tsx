/** A film on a card: its poster; the player's code comes when somebody turns to it. */
import { Play } from 'lucide-react';
import { type ReactNode, Suspense, useState } from 'react';
import { lazy } from '@/lib/lazy';
import { clock } from '@/ui/playing-time';
import { useAsset } from '../assets/use-asset';
import styles from './film.module.css';
import { partAcross } from './part-across';
import { Picture } from './picture';

const LazyFilmCard = lazy(() =>
  import('./film-card').then((module) => ({ default: module.FilmCard })),
);

type Props = {
  asset: string;
  /** A picture that stands for it; else its first frame. */
  poster?: string;
  alt: string;
  width: number;
  ratio: number;
  compact: boolean;
};

export function Film({
  asset,
  poster: still = asset,
  alt,
  width,
  ratio,
  compact,
}: Props): ReactNode {
  const [wish, setWish] = useState<'none' | 'look' | 'play'>('none');
  const [entered, setEntered] = useState<number | null>(null);
  const record = useAsset(asset).asset;
  const poster = <Picture asset={still} alt={alt} width={width} ratio={ratio} />;
  if (compact) return poster;
  return (
    <div
      className={styles.film}
      // React misses that the mouse came where what was under it before has gone.
      onPointerMove={(event) => {
        if (wish !== 'none') return;
        setEntered(partAcross(event.currentTarget, event));
        setWish('look');
      }}
    >
      {poster}
      {wish === 'none' ? null : (
        <Suspense fallback={null}>
          <LazyFilmCard
            asset={asset}
            alt={alt}
            record={record}
            isPlaying={wish === 'play'}
            start={entered}
            onEnd={() => setWish('look')}
          />
        </Suspense>
      )}
      {wish === 'play' ? null : (
        <>
          <button
            type="button"
            className={`${styles.play} nodrag`}
            aria-label={`Play ${alt}`}
            onClick={() => setWish('play')}
          >
            <Play aria-hidden="true" />
          </button>
          {record?.duration ? (
            <span className={styles.length}>{clock(record.duration)}</span>
          ) : null}
        </>
      )}
    </div>
  );
}
