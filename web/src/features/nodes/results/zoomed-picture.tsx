/** A picture in a window: enlarged with the wheel or two fingers, moved by dragging. */
import { type ReactNode, useRef } from 'react';
import styles from './lightbox.module.css';
import type { PanZoom } from './pan-zoom';
import { useFull } from './use-full';
import { useZoomGestures } from './use-zoom-gestures';

type Props = {
  full: string;
  /** Stands there until the whole file can be drawn. */
  preview: string;
  alt: string;
  /** Pixels of the whole file, once they are known. */
  size: { width: number | null; height: number | null } | null;
  view: PanZoom;
  onView: (change: (view: PanZoom) => PanZoom) => void;
};

export function ZoomedPicture({ full, preview, alt, size, view, onView }: Props): ReactNode {
  const stage = useRef<HTMLDivElement>(null);
  const picture = useRef<HTMLImageElement>(null);
  const gestures = useZoomGestures(stage, picture, onView);
  const isLoaded = useFull(full);
  return (
    <div
      ref={stage}
      className={styles.picture}
      data-closer={view.scale > 1 || undefined}
      {...gestures}
    >
      <img
        ref={picture}
        src={isLoaded ? full : preview}
        alt={alt}
        width={size?.width ?? undefined}
        height={size?.height ?? undefined}
        draggable={false}
        style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
      />
    </div>
  );
}
