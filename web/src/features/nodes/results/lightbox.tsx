/** The lightboxes, loaded when the canvas is idle or one is opened. */
import { type ReactNode, Suspense } from 'react';
import { lazy } from '@/lib/lazy';
import { whenIdle } from '@/lib/when-idle';
import type { MediaLightboxProps } from './media-lightbox';
import type { ResultLightboxProps } from './result-lightbox';

const loadResult = () =>
  import('./result-lightbox').then((module) => ({ default: module.ResultLightbox }));
const loadMedia = () =>
  import('./media-lightbox').then((module) => ({ default: module.MediaLightbox }));
const LazyResult = lazy(loadResult);
const LazyMedia = lazy(loadMedia);
whenIdle(() => Promise.all([loadResult(), loadMedia()]));

export function ResultLightbox(props: ResultLightboxProps): ReactNode {
  return (
    <Suspense fallback={null}>
      <LazyResult {...props} />
    </Suspense>
  );
}

export function MediaLightbox(props: MediaLightboxProps): ReactNode {
  return (
    <Suspense fallback={null}>
      <LazyMedia {...props} />
    </Suspense>
  );
}
