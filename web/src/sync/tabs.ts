/** Which tabs are open: each holds a lock of the browser while it lives, even through a crash. */

const NAME = 'koda-tab-';

/** Hold this tab's lock until the returned function is called or the page is gone. */
export function holdTab(tab: string): () => void {
  if (!navigator.locks) return () => {};
  let release = (): void => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  navigator.locks.request(NAME + tab, () => held).catch(() => {});
  return release;
}

/** Whether a tab of this browser is open; no where the browser cannot tell (sending twice is safe). */
export async function isTabOpen(tab: string): Promise<boolean> {
  if (!navigator.locks) return false;
  const { held } = await navigator.locks.query();
  return held?.some((lock) => lock.name === NAME + tab) ?? false;
}
