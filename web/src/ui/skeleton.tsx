/** The final shape of what is not here yet. */
import type { CSSProperties } from 'react';
import styles from './skeleton.module.css';

type Props = {
  width?: CSSProperties['width'];
  height?: CSSProperties['height'];
  ratio?: number;
  radius?: CSSProperties['borderRadius'];
};

export function Skeleton({ width = '100%', height, ratio, radius }: Props) {
  const shape = { width, height, aspectRatio: ratio, borderRadius: radius };
  return <div aria-hidden="true" className={styles.skeleton} style={shape} />;
}
