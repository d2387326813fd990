/** A picture at the size it is shown; its average colour stands there until it is loaded. */
import { ImageOff } from 'lucide-react';
import { useState } from 'react';
import { classNames } from '@/lib/class-names';
import styles from './thumbnail.module.css';

/** Pixels of the long side that the server makes thumbnails in. */
const SIZES = [64, 256, 512, 1024, 2048] as const;

/** The smallest thumbnail that is sharp at `width` CSS pixels on this screen. */
export function thumbnailSize(
  width: number,
  density = globalThis.devicePixelRatio ?? 1,
): (typeof SIZES)[number] {
  return SIZES.find((size) => size >= width * Math.min(density, 2)) ?? 2048;
}

type Props = {
  /** Address of the asset's thumbnail; its `?size=` is chosen here. */
  src: string;
  /** What is seen; empty if words beside it say it. */
  alt: string;
  /** About how wide it is shown, in CSS pixels. */
  width: number;
  ratio?: number;
  /** Average colour. */
  colour?: string | null;
  fit?: 'cover' | 'contain';
  className?: string;
};

export function Thumbnail({ src, alt, width, ratio, colour, fit = 'cover', className }: Props) {
  const [state, setState] = useState<'loading' | 'loaded' | 'failed'>('loading');
  const address = `${src.split('?', 1)[0]}?size=${thumbnailSize(width)}`;
  return (
    <span
      className={classNames(styles.frame, className)}
      style={{ aspectRatio: ratio, backgroundColor: colour ?? undefined }}
    >
      {state === 'failed' ? (
        <ImageOff role="img" aria-label={alt || 'The picture could not be loaded'} />
      ) : (
        <img
          key={address}
          src={address}
          alt={alt}
          loading="lazy"
          decoding="async"
          draggable={false}
          data-state={state}
          onLoad={() => setState('loaded')}
          onError={() => setState('failed')}
          className={styles[fit]}
        />
      )}
    </span>
  );
}
