/** Whole seconds until something may be tried again, counted down; 0 when it may. */
import { useEffect, useState } from 'react';

/** `from`: seconds, started anew with every new `of`. */
export function useCountdown(from: number, of: unknown): number {
  const [left, setLeft] = useState(from);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same wait can be told twice
  useEffect(() => {
    const end = Date.now() + from * 1000;
    setLeft(from);
    if (from <= 0) return;
    const timer = setInterval(() => {
      const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
      setLeft(seconds);
      if (seconds === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [from, of]);
  return left;
}
