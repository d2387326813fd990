/** What the library page shows is its address, so Back works and it can be kept. */
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { type Choice, readChoice, writeChoice } from './filter';

export function useAddressChoice(): [Choice, (choice: Choice) => void] {
  const [params, setParams] = useSearchParams();
  const written = params.toString();
  const choice = useMemo(() => readChoice(new URLSearchParams(written)), [written]);
  const choose = useCallback(
    (next: Choice) => setParams(writeChoice(next), { replace: true }),
    [setParams],
  );
  return [choice, choose];
}
