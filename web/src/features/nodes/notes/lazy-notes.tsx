/** Notes, stickers and the bars under them, loaded when a canvas has one. */
import { lazy, type ReactNode, Suspense } from 'react';
import type { NodeSpec } from '@/core/spec';
import type { NodeBodyProps } from '@/sync/slots';

const LazyNote = lazy(() => import('./note').then((module) => ({ default: module.Note })));
const LazySticker = lazy(() => import('./sticker').then((module) => ({ default: module.Sticker })));
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
