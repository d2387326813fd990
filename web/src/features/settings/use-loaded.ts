/** Something the server is asked once for while a page shows it. */
import { useEffect, useState } from 'react';
import { ApiProblem } from '@/api/problem';

export type Loaded<Value> = {
  readonly value: Value | null;
  readonly problem: ApiProblem | null;
  readonly retry: () => void;
};

/** `load` must be the same function from render to render. */
export function useLoaded<Value>(load: () => Promise<Value>): Loaded<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: every try asks anew
  useEffect(() => {
    let isGone = false;
    setProblem(null);
    load().then(
      (found) => {
        if (!isGone) setValue(found);
      },
      (error: unknown) => {
        if (!(error instanceof ApiProblem)) throw error;
        if (!isGone) setProblem(error);
      },
    );
    return () => {
      isGone = true;
    };
  }, [load, tries]);
  return { value, problem, retry: () => setTries(tries + 1) };
}
