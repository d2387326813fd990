/** A picture that fills its place: its colour, then a hint of it, then the picture as sharp as it is shown. */
import { ImageOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { useSession } from '@/sync/use-session';
import { useAsset } from '../assets/use-asset';
import styles from './picture.module.css';
import { useDecoded, useSharpSize } from './use-sharp';

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
  const record = useAsset(asset).asset;
  const { shown, hasFailed } = useDecoded(api.thumbnailUrl(asset, useSharpSize(width)));
  if (hasFailed) {
    return (
      <span className={styles.gone} role="img" aria-label={alt}>
        <ImageOff aria-hidden="true" />
        This file is not there any more.
      </span>
    );
  }
  const shape = record?.width && record.height ? record.width / record.height : null;
  const isOther = ratio && shape && Math.abs(Math.log(shape / ratio)) > SAME_SHAPE;
  return (
    <span className={styles.frame} data-whole={isOther ? '' : undefined}>
      {record?.color && !shown ? (
        <span
          className={styles.hint}
          style={{
            backgroundColor: isOther ? undefined : record.color,
            backgroundImage: record.placeholder ? `url("${record.placeholder}")` : undefined,
          }}
        />
      ) : null}
      {shown ? (
        <img className={styles.picture} src={shown} alt={alt} decoding="sync" draggable={false} />
      ) : null}
    </span>
  );
}
