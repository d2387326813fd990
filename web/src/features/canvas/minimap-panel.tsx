/** The place of the minimap, which is fetched when it is first opened. */
import { type ReactNode, Suspense } from 'react';
import { lazy } from '@/lib/lazy';
import { useCanvasState } from './canvas-state';
import type { Scene } from './scene/scene';

const Overview = lazy(async () => ({ default: (await import('./minimap-overview')).Overview }));

export function MinimapPanel({ scene }: { scene: Scene }): ReactNode {
  const isOpen = useCanvasState((state) => state.isMinimapOpen);
  if (!isOpen) return null;
  return (
    <Suspense>
      <Overview scene={scene} />
    </Suspense>
  );
}
