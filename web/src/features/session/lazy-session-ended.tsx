/** The place of the panel over a canvas whose session ended; fetched when that happens. */
import { type ReactNode, Suspense } from 'react';
import { lazy } from '@/lib/lazy';
import { useAccess } from './use-access';

const SessionEnded = lazy(async () => ({
  default: (await import('./session-ended')).SessionEnded,
}));

export function LazySessionEnded(): ReactNode {
  const isRefused = useAccess((access) => access.isRefused);
  if (!isRefused) return null;
  return (
    <Suspense>
      <SessionEnded />
    </Suspense>
  );
}
