/** Does something once the browser has nothing better to do. */
export function whenIdle(work: () => unknown): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(() => void work());
  else setTimeout(() => void work(), 1500);
}
