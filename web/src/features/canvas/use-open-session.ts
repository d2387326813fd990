/** Opens a canvas while its page is shown: catalog, what the device keeps, and the server's stream. */
import { useEffect, useState } from 'react';
import { api } from '@/api/koda-api';
import { ApiProblem, unreachable } from '@/api/problem';
import { loadCaller, mayOf } from '@/sync/caller';
import { loadCatalog, watchCatalog } from '@/sync/catalog-cache';
import { openLocalStore } from '@/sync/indexed-store';
import { readMe } from '@/sync/me';
import { CanvasSession } from '@/sync/session';
import { holdTab, isTabOpen } from '@/sync/tabs';

/** A hidden tab keeps its connection so long: browsers allow six to a server. */
const HIDDEN_MS = 60_000;

export type Opening = { session: CanvasSession | null; problem: ApiProblem | null };

export function useOpenSession(id: string): Opening {
  const [opening, setOpening] = useState<Opening>({ session: null, problem: null });
  useEffect(() => {
    let session: CanvasSession | null = null;
    let isGone = false;
    let leave = (): void => {};
    const open = async (): Promise<void> => {
      const [catalog, store, caller] = await Promise.all([
        loadCatalog(api),
        openLocalStore(),
        loadCaller(api),
      ]);
      if (isGone) return;
      const me = readMe();
      if (caller?.caller?.kind === 'share') me.name += ' (guest)';
      const may = mayOf(caller);
      session = new CanvasSession(id, { api, store, catalog, me, may, isTabOpen });
      leave = follow(session);
      await session.open();
      if (!isGone) setOpening({ session, problem: null });
    };
    open().catch((error: unknown) => {
      const problem = error instanceof ApiProblem ? error : unreachable();
      if (!isGone) setOpening({ session: null, problem });
    });
    return () => {
      isGone = true;
      leave();
      session?.close();
      setOpening({ session: null, problem: null });
    };
  }, [id]);
  return opening;
}

/** Tie a session to the page's life: network, visibility, leaving. */
function follow(session: CanvasSession): () => void {
  const release = holdTab(session.tab);
  let hiding: ReturnType<typeof setTimeout> | undefined;
  const onOnline = (): void => session.wake();
  const letGo = session.api.access.hold(onOnline);
  const look = watchCatalog(() => void session.renew());
  const onHide = (): void => session.leave();
  const onVisibility = (): void => {
    clearTimeout(hiding);
    if (document.visibilityState === 'visible') session.resume();
    else hiding = setTimeout(() => session.pause(), HIDDEN_MS);
  };
  window.addEventListener('online', onOnline);
  window.addEventListener('pagehide', onHide);
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    release();
    letGo();
    look();
    clearTimeout(hiding);
    window.removeEventListener('online', onOnline);
    window.removeEventListener('pagehide', onHide);
    document.removeEventListener('visibilitychange', onVisibility);
  };
}
