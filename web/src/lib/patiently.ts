/** Fetches code of the app that is not here yet, however long the connection or the server is away. */

/** The code is not at the server any more: Koda was updated while this page was open. */
export class OutdatedPage extends Error {
  constructor(cause: unknown) {
    super('Koda was updated while this page was open', { cause });
    this.name = 'OutdatedPage';
  }
}

const FIRST_MS = 500;
const LONGEST_MS = 8_000;
/** A server that answers may be in the middle of an update: so often it is asked again. */
const REFUSALS = 3;

/** What `load` gives. @throws OutdatedPage if the server is there and has no such code. */
export async function patiently<T>(load: () => Promise<T>): Promise<T> {
  let refusals = 0;
  for (let wait = FIRST_MS; ; wait = Math.min(wait * 2, LONGEST_MS)) {
    try {
      if (wait > FIRST_MS) await fetchStylesAgain();
      return await load();
    } catch (error) {
      if (!isUnreachable(error)) throw error;
      if (await serverAnswers()) refusals += 1;
      if (refusals === REFUSALS) throw new OutdatedPage(error);
      await pause(wait);
    }
  }
}

/** Chromium and Firefox, and Safari; what a module throws by itself is no matter of the connection. */
const NOT_FETCHED = /dynamically imported module|importing a module script/i;

/** The builder's loader says it of styles. */
function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    error.message.startsWith('Unable to preload') ||
    (error instanceof TypeError && NOT_FETCHED.test(error.message))
  );
}

async function serverAnswers(): Promise<boolean> {
  if (!navigator.onLine) return false;
  try {
    return (await fetch('/api/health', { cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}

/** The builder's loader asks once for each: a style that failed would be missing for good. */
async function fetchStylesAgain(): Promise<void> {
  const links = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')];
  await Promise.all(links.filter((link) => link.sheet === null).map(fetchAgain));
}

function fetchAgain(failed: HTMLLinkElement): Promise<void> {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.href = failed.href;
  return new Promise((resolve, reject) => {
    link.onload = () => resolve();
    link.onerror = () => reject(new Error(`Unable to preload ${link.href}`));
    failed.replaceWith(link);
  });
}

/** Over after `ms`, or at once when the connection is back. */
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      removeEventListener('online', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    addEventListener('online', end);
  });
}
