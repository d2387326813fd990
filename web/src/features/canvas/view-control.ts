/** Moves React Flow's view to parts of the scene, mounted or painted. */
import type { ReactFlowInstance, useStoreApi, Viewport } from '@xyflow/react';
import type { Rect } from '@/core/layout';
import type { ViewControl } from './actions';
import type { Scene } from './scene/scene';
import type { Pointer } from './use-pointer';

const PADDING = 80;
const MOST_ZOOM = 1.25;
/** Between a card and the inspector. */
const GAP = 24;
/** The tools at the left: what is revealed does not go under them. */
const LEFT = 72;
const TOP = 88;

/** Pixels of the canvas that lie under the inspector and the assets. */
export type Covered = { readonly left: number; readonly right: number; readonly bottom: number };

function duration(): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 160;
}

export function makeViewControl(
  flow: ReactFlowInstance,
  store: ReturnType<typeof useStoreApi>,
  scene: Scene,
  pointer: Pointer,
  covered: () => Covered,
): ViewControl {
  const toWindow = (x: number, y: number): { x: number; y: number } => {
    const frame = store.getState().domNode?.getBoundingClientRect();
    return { x: x + (frame?.x ?? 0), y: y + (frame?.y ?? 0) };
  };
  const middle = (): { x: number; y: number } => {
    const { width, height } = store.getState();
    return flow.screenToFlowPosition(toWindow(width / 2, height / 2), { snapToGrid: false });
  };
  let aim = { view: flow.getViewport(), until: 0 };
  /** Where the view is going, or is: a step that follows quickly starts from there. */
  const here = (): Viewport => (performance.now() < aim.until ? aim.view : flow.getViewport());
  const go = (view: Viewport): void => {
    const ms = duration();
    aim = { view, until: performance.now() + ms };
    void flow.setViewport(view, { duration: ms });
  };
  const fit = (rect: Rect | null): void => {
    const target = rect ?? scene.bounds();
    const { width, height } = store.getState();
    if (!target || width === 0 || height === 0) return;
    const { left, right, bottom } = covered();
    const room = width - left - right;
    const padding = Math.min(PADDING, room / 8);
    const zoom = Math.min(
      MOST_ZOOM,
      Math.max(0.05, (room - 2 * padding) / Math.max(target.width, 1)),
      Math.max(0.05, (height - bottom - 2 * PADDING) / Math.max(target.height, 1)),
    );
    const x = target.x + target.width / 2 + (right - left) / 2 / zoom;
    const y = target.y + target.height / 2 + bottom / 2 / zoom;
    go({ x: width / 2 - x * zoom, y: height / 2 - y * zoom, zoom });
  };
  const reveal = (rect: Rect | null, isNew = false): void => {
    if (!rect) return;
    const { width, height } = store.getState();
    const { x, y, zoom } = here();
    const { left: under, right, bottom } = covered();
    const left = rect.x * zoom + x;
    const top = rect.y * zoom + y;
    const overX = left + rect.width * zoom + GAP - (width - right);
    const overY = top + rect.height * zoom + GAP - (height - bottom);
    const start = Math.max(LEFT, under + GAP);
    const toRight = right === 0 ? 0 : Math.max(0, Math.min(overX, left - start));
    const dx = under > 0 && left < start ? left - start : toRight;
    const toBottom = bottom === 0 ? 0 : Math.max(0, Math.min(overY, top - TOP));
    const dy = isNew ? Math.min(toBottom, top - TOP) : toBottom;
    if (dx !== 0 || dy !== 0) go({ x: x - dx, y: y - dy, zoom });
  };
  const zoomTo = (asked: number): void => {
    const { width, height, minZoom, maxZoom } = store.getState();
    const { x, y, zoom: from } = here();
    const zoom = Math.min(maxZoom, Math.max(minZoom, asked));
    const still = (middle: number, at: number): number => middle - (middle - at) * (zoom / from);
    go({ x: still(width / 2, x), y: still(height / 2, y), zoom });
  };
  return {
    fit,
    reveal,
    zoomTo,
    zoomBy: (factor) => zoomTo(here().zoom * factor),
    middle,
    pointer: () => {
      const at = pointer.read();
      return at ? flow.screenToFlowPosition(at, { snapToGrid: false }) : middle();
    },
    toScreen: (point) => flow.flowToScreenPosition(point),
    toCanvas: (point) => flow.screenToFlowPosition(point, { snapToGrid: false }),
  };
}
