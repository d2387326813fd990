/** Moves React Flow's view to parts of the scene, mounted or painted. */
import type { ReactFlowInstance, useStoreApi } from '@xyflow/react';
import type { Rect } from '@/core/layout';
import type { ViewControl } from './actions';
import type { Scene } from './scene/scene';
import type { Pointer } from './use-pointer';

const PADDING = 80;
const MOST_ZOOM = 1.25;

function duration(): number {
  return window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 160;
}

export function makeViewControl(
  flow: ReactFlowInstance,
  store: ReturnType<typeof useStoreApi>,
  scene: Scene,
  pointer: Pointer,
): ViewControl {
  const toWindow = (x: number, y: number): { x: number; y: number } => {
    const frame = store.getState().domNode?.getBoundingClientRect();
    return { x: x + (frame?.x ?? 0), y: y + (frame?.y ?? 0) };
  };
  const middle = (): { x: number; y: number } => {
    const { width, height } = store.getState();
    return flow.screenToFlowPosition(toWindow(width / 2, height / 2), { snapToGrid: false });
  };
  const fit = (rect: Rect | null): void => {
    const target = rect ?? scene.bounds();
    const { width, height } = store.getState();
    if (!target || width === 0 || height === 0) return;
    const zoom = Math.min(
      MOST_ZOOM,
      Math.max(0.05, (width - 2 * PADDING) / Math.max(target.width, 1)),
      Math.max(0.05, (height - 2 * PADDING) / Math.max(target.height, 1)),
    );
    const x = target.x + target.width / 2;
    const y = target.y + target.height / 2;
    void flow.setCenter(x, y, { zoom, duration: duration() });
  };
  return {
    fit,
    zoomTo: (zoom) => {
      void flow.zoomTo(zoom, { duration: duration() });
    },
    zoomBy: (factor) => {
      void flow.zoomTo(flow.getZoom() * factor, { duration: duration() });
    },
    middle,
    pointer: () => {
      const at = pointer.read();
      return at ? flow.screenToFlowPosition(at, { snapToGrid: false }) : middle();
    },
    toScreen: (point) => flow.flowToScreenPosition(point),
    toCanvas: (point) => flow.screenToFlowPosition(point, { snapToGrid: false }),
  };
}
