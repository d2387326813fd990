/** Painting by mouse, pen or finger: one finger paints, two move the picture. */
import { type PointerEvent, type RefObject, useRef } from 'react';
import type { Size } from './mask-files';
import type { Dot, Point, Stroke } from './strokes';
import type { Stage } from './use-stage';

export type Tool = 'brush' | 'eraser' | 'box' | 'lasso';

type Options = {
  canvas: RefObject<HTMLCanvasElement | null>;
  size: Size;
  tool: Tool;
  /** Paints away instead of on, for boxes and lassos. */
  erases: boolean;
  width: number;
  isPanning: () => boolean;
  stage: Stage;
  /** What is being painted now; none when it is over or given up. */
  onDraft: (stroke: Stroke | null) => void;
  onStroke: (stroke: Stroke) => void;
};

const LEAST_PRESS = 0.25;

export function usePainting(options: Options) {
  const { canvas, size, tool, erases, width, isPanning, stage, onDraft, onStroke } = options;
  const fingers = useRef(new Map<number, Point>());
  const draft = useRef<Stroke | null>(null);
  const isMoving = useRef(false);

  const dotOf = (event: PointerEvent | globalThis.PointerEvent): Dot => {
    const box = canvas.current?.getBoundingClientRect();
    if (!box || box.width === 0) return { x: 0, y: 0, press: 1 };
    const press = event.pointerType === 'pen' ? Math.max(LEAST_PRESS, event.pressure * 1.5) : 1;
    return {
      x: ((event.clientX - box.x) / box.width) * size.width,
      y: ((event.clientY - box.y) / box.height) * size.height,
      press: Math.min(1.5, press),
    };
  };
  const show = (stroke: Stroke | null): void => {
    draft.current = stroke;
    onDraft(stroke);
  };
  const begin = (dot: Dot): Stroke => {
    if (tool === 'box') return { kind: 'box', erases, from: dot, to: dot };
    if (tool === 'lasso') return { kind: 'lasso', erases, points: [dot] };
    return { kind: 'line', erases: erases || tool === 'eraser', size: width, dots: [dot] };
  };
  const extend = (stroke: Stroke, dots: readonly Dot[]): Stroke => {
    const last = dots.at(-1);
    if (stroke.kind === 'line') return { ...stroke, dots: [...stroke.dots, ...dots] };
    if (stroke.kind === 'lasso') return { ...stroke, points: [...stroke.points, ...dots] };
    return stroke.kind === 'box' && last ? { ...stroke, to: last } : stroke;
  };

  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      isMoving.current = fingers.current.size > 1 || event.button === 1 || isPanning();
      if (isMoving.current) show(null);
      else if (event.button === 0) show(begin(dotOf(event)));
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const before = fingers.current.get(event.pointerId);
      if (!before) return;
      const now = { x: event.clientX, y: event.clientY };
      if (isMoving.current) {
        moveView(stage, fingers.current, event.pointerId, before, now);
      } else if (draft.current) {
        const events = event.nativeEvent.getCoalescedEvents?.() ?? [];
        show(extend(draft.current, (events.length > 0 ? events : [event]).map(dotOf)));
      }
      fingers.current.set(event.pointerId, now);
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      fingers.current.delete(event.pointerId);
      const stroke = draft.current;
      if (stroke && !isMoving.current) {
        show(null);
        onStroke(stroke);
      }
      if (fingers.current.size === 0) isMoving.current = false;
    },
    onPointerCancel: (event: PointerEvent<HTMLElement>) => {
      fingers.current.delete(event.pointerId);
      show(null);
    },
  };
}

/** One pointer moves the view, two enlarge it around their middle, too. */
function moveView(
  stage: Stage,
  fingers: ReadonlyMap<number, Point>,
  id: number,
  before: Point,
  now: Point,
): void {
  const share = 1 / fingers.size;
  stage.pan({ x: (now.x - before.x) * share, y: (now.y - before.y) * share });
  const other = [...fingers].find(([key]) => key !== id)?.[1];
  if (!other) return;
  const apart = (point: Point): number => Math.hypot(point.x - other.x, point.y - other.y);
  const middle = { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 };
  stage.zoomAround(middle, apart(now) / Math.max(1, apart(before)));
}
