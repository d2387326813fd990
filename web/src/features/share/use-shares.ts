/** The links of a canvas: listed, made, withdrawn. */
import { useCallback, useEffect, useState } from 'react';
import type { KodaApi } from '@/api/koda-api';
import { ApiProblem } from '@/api/problem';
import type { Share, ShareDraft } from '@/api/session-types';

export type Shares = {
  /** None while they are on their way. */
  readonly list: readonly Share[] | null;
  readonly problem: ApiProblem | null;
  readonly reload: () => void;
  /** Gives the address of the new link, which is known this once; none if it was not made. */
  readonly make: (draft: ShareDraft) => Promise<string | null>;
  readonly withdraw: (share: string) => Promise<void>;
};

export function useShares(api: KodaApi, canvas: string): Shares {
  const [list, setList] = useState<readonly Share[] | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const path = `/canvases/${canvas}/shares`;
  const attempt = useCallback(
    async <Result>(act: () => Promise<Result>): Promise<Result | null> => {
      setProblem(null);
      try {
        return await act();
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        setProblem(error);
        return null;
      }
    },
    [],
  );
  const reload = useCallback(async (): Promise<void> => {
    const answer = await attempt(() => api.ask<{ shares: Share[] }>('GET', path));
    if (answer) setList(answer.shares);
  }, [api, path, attempt]);
  useEffect(() => void reload(), [reload]);
  const make = async (draft: ShareDraft): Promise<string | null> => {
    const made = await attempt(() => api.ask<{ share: Share; url: string }>('POST', path, draft));
    if (!made) return null;
    setList((now) => [made.share, ...(now ?? [])]);
    return location.origin + made.url;
  };
  const withdraw = async (share: string): Promise<void> => {
    const gone = await attempt(() => api.ask('DELETE', `${path}/${share}`).then(() => true));
    if (gone) setList((now) => now?.filter((one) => one.id !== share) ?? null);
  };
  return { list, problem, reload: () => void reload(), make, withdraw };
}
