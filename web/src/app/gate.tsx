/** Lets the pages be seen by whom the server knows; the others are asked who they are. */
import { type ReactNode, Suspense } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useAccess } from '@/features/session/use-access';
import { lazy } from '@/lib/lazy';
import { lastCaller } from '@/sync/caller';
import styles from './gate.module.css';

const SignInPage = lazy(async () => ({
  default: (await import('@/features/session/sign-in-page')).SignInPage,
}));
const LinkEndedPage = lazy(async () => ({
  default: (await import('@/features/session/link-page')).LinkEndedPage,
}));
const OneCanvasPage = lazy(async () => ({
  default: (await import('@/features/session/link-page')).OneCanvasPage,
}));

export function Gate({ children }: { children: ReactNode }) {
  const [path] = useLocation();
  const isDeadLink = new URLSearchParams(useSearch()).get('link') === 'ended';
  // A canvas that is open stays, and asks over itself.
  const isClosed = useAccess((access) => access.isRefused && !access.isHeld);
  const granted = useAccess((access) => access.granted);
  const only = useAccess((access) => access.caller?.canvas ?? null);
  const isElsewhere = only !== null && path !== `/canvas/${only}`;
  return (
    <>
      <Suspense>
        {isDeadLink ? (
          <LinkEndedPage />
        ) : isClosed ? (
          <Door path={path} />
        ) : (
          isElsewhere && <OneCanvasPage canvas={only} />
        )}
      </Suspense>
      {/* What was refused asks again after signing in. Until then a page keeps its unsent edits. */}
      <div
        key={granted}
        className={isClosed || isElsewhere || isDeadLink ? styles.closed : styles.open}
      >
        {children}
      </div>
    </>
  );
}

function Door({ path }: { path: string }): ReactNode {
  const last = lastCaller();
  const wasGuest = last?.caller?.kind === 'share' && path.startsWith('/canvas/');
  return wasGuest ? <LinkEndedPage /> : <SignInPage />;
}
