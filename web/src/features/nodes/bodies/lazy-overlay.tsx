/** Parts of a card's overlay that it seldom has, loaded when the canvas is idle or has one. */
import { type ComponentProps, type ReactNode, Suspense } from 'react';
import { lazy } from '@/lib/lazy';
import { whenIdle } from '@/lib/when-idle';

const loadStrip = async () => ({
  default: (await import('../results/history-strip')).HistoryStrip,
});
const loadNotice = async () => ({ default: (await import('./step-notice')).StepNotice });
const LazyStrip = lazy(loadStrip);
const LazyNotice = lazy(loadNotice);
whenIdle(() => Promise.all([loadStrip(), loadNotice()]));

export function HistoryStrip(props: ComponentProps<typeof LazyStrip>): ReactNode {
  return (
    <Suspense fallback={null}>
      <LazyStrip {...props} />
    </Suspense>
  );
}

export function StepNotice(props: ComponentProps<typeof LazyNotice>): ReactNode {
  return (
    <Suspense fallback={null}>
      <LazyNotice {...props} />
    </Suspense>
  );
}
