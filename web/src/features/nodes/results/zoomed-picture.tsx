/** A picture in a window: enlarged with the wheel or two fingers, moved by dragging. */
import { type PointerEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import styles from './lightbox.module.css';
import { type PanZoom, type Point, panBy, WHOLE, zoomAt } from './pan-zoom';

const CLOSE = 2.5;

type Props = {
  full: string;
  /** Stands there until the whole file is. */
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
  const [isLoaded, setLoaded] = useState(false);
  const fingers = useRef(new Map<number, Point>());
  useWheel(stage, onView);

  const fromMiddle = (point: { clientX: number; clientY: number }): Point => {
    const box = stage.current?.getBoundingClientRect() ?? new DOMRect();
    return {
      x: point.clientX - box.x - box.width / 2,
      y: point.clientY - box.y - box.height / 2,
    };
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, fromMiddle(event));
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const before = fingers.current.get(event.pointerId);
    if (!before) return;
    const now = fromMiddle(event);
    fingers.current.set(event.pointerId, now);
    const others = [...fingers.current].filter(([id]) => id !== event.pointerId);
    const other = others[0]?.[1];
    if (other) {
      const apart = (point: Point): number => Math.hypot(point.x - other.x, point.y - other.y);
      onView((old) => zoomAt(old, other, apart(now) / Math.max(1, apart(before))));
    } else {
      const { clientWidth: width = 0, clientHeight: height = 0 } = picture.current ?? {};
      const by = { x: now.x - before.x, y: now.y - before.y };
      onView((old) => panBy(old, by, { width, height }));
    }
  };
  const onPointerUp = (event: PointerEvent): void => {
    fingers.current.delete(event.pointerId);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys and buttons of the box do the same
    <div
      ref={stage}
      className={styles.picture}
      data-closer={view.scale > 1 || undefined}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onDoubleClick={(event) => {
        const at = fromMiddle(event);
        onView((old) => (old.scale > 1 ? WHOLE : zoomAt(old, at, CLOSE)));
      }}
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
      {isLoaded ? null : (
        <img src={full} alt="" hidden onLoad={() => setLoaded(true)} aria-hidden="true" />
      )}
    </div>
  );
}

/** React's own wheel listener is passive and cannot keep the page still. */
function useWheel(
  stage: { readonly current: HTMLElement | null },
  onView: (change: (view: PanZoom) => PanZoom) => void,
): void {
  const latest = useRef(onView);
  useEffect(() => {
    latest.current = onView;
  });
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const at = {
        x: event.clientX - box.x - box.width / 2,
        y: event.clientY - box.y - box.height / 2,
      };
      const factor = Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.002));
      latest.current((view) => zoomAt(view, at, factor));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [stage]);
}
