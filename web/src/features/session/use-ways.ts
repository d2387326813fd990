/** The ways in that this Koda offers; everything that can be typed until it has said so. */
import { useEffect, useState } from 'react';
import { api } from '@/api/koda-api';
import { ApiProblem } from '@/api/problem';
import type { SessionAnswer } from '@/api/session-types';

type Ways = Pick<SessionAnswer, 'ways' | 'oidc'>;

const ANY: Ways = { ways: ['token', 'password'], oidc: null };

export function useWays(): Ways {
  const [ways, setWays] = useState<Ways>(api.access.caller ?? ANY);
  useEffect(() => {
    let isGone = false;
    api.ask<SessionAnswer>('GET', '/session').then(
      (answer) => {
        if (!isGone) setWays(answer);
      },
      (error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
      },
    );
    return () => {
      isGone = true;
    };
  }, []);
  return ways;
}
