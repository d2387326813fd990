/** Two pictures or two films one over the other, with a line to draw across. */
import { MoveHorizontal } from 'lucide-react';
import { type CSSProperties, type ReactNode, useRef, useState } from 'react';
import { useSession } from '@/sync/use-session';
import { useRail } from '@/ui/use-rail';
import { useAsset } from '../assets/use-asset';
import styles from './compare-view.module.css';
import { ComparedFilms } from './compared-films';
import type { PanZoom } from './pan-zoom';
import { useFull } from './use-full';
import { useZoomGestures } from './use-zoom-gestures';

export type Compared = { readonly asset: string; readonly label: string };

export type CompareProps = {
  type: 'image' | 'video';
  /** At the left of the line. */
  before: Compared;
  /** At the right. */
  after: Compared;
  view: PanZoom;
  onView: (change: (view: PanZoom) => PanZoom) => void;
};

export function CompareView(props: CompareProps): ReactNode {
  const { type, before, after } = props;
  const stage = useRef<HTMLDivElement>(null);
  const [split, setSplit] = useState(50);
  const rail = useRail({
    label: 'Line between both',
    value: split,
    max: 100,
    step: 1,
    bigStep: 10,
    words: `${Math.round(split)} % ${before.label}, ${100 - Math.round(split)} % ${after.label}`,
    onChange: setSplit,
    box: stage,
  });
  return (
    <div className={styles.compare} style={{ '--split': `${split}%` }}>
      <div ref={stage} className={styles.stage}>
        {type === 'video' ? <ComparedFilms {...props} /> : <ComparedPictures {...props} />}
        <div {...rail} className={styles.line}>
          <span className={styles.grip}>
            <MoveHorizontal aria-hidden="true" />
          </span>
        </div>
        <span className={styles.label}>{before.label}</span>
        <span className={`${styles.label} ${styles.right}`}>{after.label}</span>
      </div>
    </div>
  );
}

function ComparedPictures({ before, after, view, onView }: CompareProps): ReactNode {
  const stage = useRef<HTMLDivElement>(null);
  const bounds = useRef<HTMLDivElement>(null);
  const gestures = useZoomGestures(stage, bounds, onView);
  const style = { transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` };
  return (
    <div
      ref={stage}
      className={styles.pictures}
      data-closer={view.scale > 1 || undefined}
      {...gestures}
    >
      <div ref={bounds} className={styles.layer}>
        <Layer shown={after} style={style} />
      </div>
      <div className={`${styles.layer} ${styles.over}`}>
        <Layer shown={before} style={style} />
      </div>
    </div>
  );
}

function Layer({ shown, style }: { shown: Compared; style: CSSProperties }): ReactNode {
  const { api } = useSession();
  const full = api.assetUrl(shown.asset);
  const isLoaded = useFull(full);
  const record = useAsset(shown.asset).asset;
  return (
    <img
      src={isLoaded ? full : api.thumbnailUrl(shown.asset, 1024)}
      alt={shown.label}
      width={record?.width ?? undefined}
      height={record?.height ?? undefined}
      draggable={false}
      style={style}
    />
  );
}
