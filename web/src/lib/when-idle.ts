/** Loads something once the browser has nothing better to do; if it fails, whoever needs it loads it again. */
import { patiently } from './patiently';

export function whenIdle(load: () => Promise<unknown>): void {
  const begin = () => void patiently(load).catch(() => undefined);
  if (typeof requestIdleCallback === 'function') requestIdleCallback(begin);
  else setTimeout(begin, 1500);
}
