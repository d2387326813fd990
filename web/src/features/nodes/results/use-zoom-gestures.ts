/** Zooming with the wheel or two fingers, moving by dragging: what a stage hears, as changes of a view. */
import { type MouseEvent, type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { type PanZoom, type Point, panBy, WHOLE, zoomAt } from './pan-zoom';

const CLOSE = 2.5;

type ViewChange = (change: (view: PanZoom) => PanZoom) => void;

/** `picture` is the element whose whole size bounds the moves. */
export function useZoomGestures(
  stage: RefObject<HTMLElement | null>,
  picture: RefObject<HTMLElement | null>,
  onView: ViewChange,
) {
  const fingers = useRef(new Map<number, Point>());
  useWheel(stage, onView);
  const fromMiddle = (point: { clientX: number; clientY: number }): Point => {
    const box = stage.current?.getBoundingClientRect() ?? new DOMRect();
    return {
      x: point.clientX - box.x - box.width / 2,
      y: point.clientY - box.y - box.height / 2,
    };
  };
  const letGo = (event: PointerEvent): void => {
    fingers.current.delete(event.pointerId);
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      event.currentTarget.setPointerCapture(event.pointerId);
      fingers.current.set(event.pointerId, fromMiddle(event));
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
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
    },
    onPointerUp: letGo,
    onPointerCancel: letGo,
    onDoubleClick: (event: MouseEvent): void => {
      const at = fromMiddle(event);
      onView((old) => (old.scale > 1 ? WHOLE : zoomAt(old, at, CLOSE)));
    },
  };
}

/** React's own wheel listener is passive and cannot keep the page still. */
function useWheel(stage: RefObject<HTMLElement | null>, onView: ViewChange): void {
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
