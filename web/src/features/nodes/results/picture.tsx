/** A picture that fills its place; whole, on plain ground, where its shape is another one. */
import { ImageOff } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useSession } from '@/sync/use-session';
import { thumbnailSize } from '@/ui/thumbnail';
import styles from './picture.module.css';

/** Shapes that differ by less are the same: a card's sides are whole pixels. */
const SAME_SHAPE = 0.06;

type Props = {
  asset: string;
  /** What is seen. */
  alt: string;
  /** About how wide it is shown, in pixels of the canvas. */
  width: number;
  /** The shape of its place; without one it is cut to it, as in the cells of a grid. */
  ratio?: number;
};

export function Picture({ asset, alt, width, ratio }: Props): ReactNode {
  const { api } = useSession();
  const [state, setState] = useState<'loading' | 'loaded' | 'failed'>('loading');
  const [shape, setShape] = useState<number | null>(null);
  const isOther = ratio && shape && Math.abs(Math.log(shape / ratio)) > SAME_SHAPE;
  if (state === 'failed') {
    return (
      <span className={styles.gone} role="img" aria-label={alt}>
        <ImageOff aria-hidden="true" />
        This file is not there any more.
      </span>
    );
  }
  return (
    <img
      className={styles.picture}
      data-state={state}
      data-whole={isOther ? '' : undefined}
      src={api.thumbnailUrl(asset, thumbnailSize(width))}
      alt={alt}
      decoding="async"
      draggable={false}
      onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) => {
        setShape(naturalWidth / Math.max(1, naturalHeight));
        setState('loaded');
      }}
      onError={() => setState('failed')}
    />
  );
}
