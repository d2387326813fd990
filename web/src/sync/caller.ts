/** Who this browser is to the server, and what that lets it do; asked for once while a page lives. */
import type { KodaApi } from '@/api/koda-api';
import { ApiProblem } from '@/api/problem';
import type { SessionAnswer } from '@/api/session-types';

/** `own`: everything that is not of one canvas, and sharing it. */
export type May = { readonly edit: boolean; readonly run: boolean; readonly own: boolean };

export const EVERYTHING: May = { edit: true, run: true, own: true };

const KEY = 'koda.caller';
let asking: Promise<SessionAnswer | null> | null = null;

/** Gives the answer before while the server is away; none if there never was one. */
export function loadCaller(api: KodaApi): Promise<SessionAnswer | null> {
  if (api.access.caller?.signed_in) return Promise.resolve(api.access.caller);
  asking ??= ask(api).finally(() => {
    asking = null;
  });
  return asking;
}

async function ask(api: KodaApi): Promise<SessionAnswer | null> {
  try {
    const caller = await api.getSession();
    if (caller.signed_in) keep(caller);
    return caller;
  } catch (error) {
    if (!(error instanceof ApiProblem)) throw error;
    return lastCaller();
  }
}

export function mayOf(caller: SessionAnswer | null): May {
  switch (caller?.access) {
    case 'view':
      return { edit: false, run: false, own: false };
    case 'edit':
      return { edit: true, run: false, own: false };
    case 'run':
      return { edit: true, run: true, own: false };
    default:
      // The server refuses whatever is too much; not knowing must not lock out an owner.
      return EVERYTHING;
  }
}

function keep(caller: SessionAnswer): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(caller));
  } catch {
    // A private window forgets it: then it is asked again.
  }
}

/** Who this browser was when the server last knew it. */
export function lastCaller(): SessionAnswer | null {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? 'null') as SessionAnswer | null;
  } catch {
    return null;
  }
}
