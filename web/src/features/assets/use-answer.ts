/** An answer of the server for a component: asked for when what it depends on changes. */
import { useEffect, useState } from 'react';
import { ApiProblem } from '@/api/problem';

export type Answer<Value> = { readonly value: Value | null; readonly problem: ApiProblem | null };

const WAITING = { value: null, problem: null };

/**
 * `question` is the same function while it asks the same. Until another one is answered there is no
 * answer, or the one before if it is to be kept.
 */
export function useAnswer<Value>(question: () => Promise<Value>, keeps = false): Answer<Value> {
  const [answer, setAnswer] = useState<Answer<Value> & { to?: unknown }>(WAITING);
  useEffect(() => {
    let isWanted = true;
    question().then(
      (value) => isWanted && setAnswer({ value, problem: null, to: question }),
      (error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        if (isWanted) setAnswer((now) => ({ ...now, problem: error, to: question }));
      },
    );
    return () => {
      isWanted = false;
    };
  }, [question]);
  return keeps || answer.to === question ? answer : WAITING;
}
