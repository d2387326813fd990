/** Notes, stickers and the bars under them, loaded when the canvas is idle or has one. */
import { type ReactNode, Suspense } from 'react';
import type { NodeSpec } from '@/core/spec';
import { lazy } from '@/lib/lazy';
import { whenIdle } from '@/lib/when-idle';
import type { NodeBodyProps } from '@/sync/slots';

const loadNote = () => import('./note').then((module) => ({ default: module.Note }));
const loadSticker = () => import('./sticker').then((module) => ({ default: module.Sticker }));
const LazyNote = lazy(loadNote);
const LazySticker = lazy(loadSticker);
// Whoever adds a note begins to write at once.
whenIdle(() => Promise.all([loadNote(), loadSticker()]));
const LazyBar = lazy(() => import('./group-bar').then((module) => ({ default: module.GroupBar })));

export function NoteBody(props: NodeBodyProps): ReactNode {
  return (
    <Suspense fallback={null}>
      <LazyNote {...props} />
    </Suspense>
  );
}

export function StickerBody(props: NodeBodyProps): ReactNode {
  return (
    <Suspense fallback={null}>
      <LazySticker {...props} />
    </Suspense>
  );
}

export function GroupBar(props: { id: string; kind: NodeSpec }): ReactNode {
  return (
    <Suspense fallback={null}>
      <LazyBar {...props} />
    </Suspense>
  );
}
