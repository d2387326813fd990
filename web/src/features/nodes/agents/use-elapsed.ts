/** Milliseconds since something changed, read again once a second. */
import { useEffect, useState } from 'react';

/** `since` is whatever changes; 0 while it is off. */
export function useElapsed(isOn: boolean, since: unknown): number {
  const [passed, setPassed] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the clock starts again with `since`
  useEffect(() => {
    setPassed(0);
    if (!isOn) return;
    const start = performance.now();
    const timer = setInterval(() => setPassed(performance.now() - start), 1000);
    return () => clearInterval(timer);
  }, [isOn, since]);
  return isOn ? passed : 0;
}
