/** Whether the server knows this browser, and as whom: any answer of 401 says that it does not. */
import type { SessionAnswer } from '@/api/session-types';

export class Access {
  #isRefused = false;
  #granted = 0;
  #caller: SessionAnswer | null = null;
  readonly #holders = new Set<() => void>();
  readonly #listeners = new Set<() => void>();

  /** The server asks who is there. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** Who the server says this is; none before it was asked. */
  get caller(): SessionAnswer | null {
    return this.#caller;
  }

  /** How often the pages are to be drawn anew: what was refused before may be asked again. */
  get granted(): number {
    return this.#granted;
  }

  /** Something open here holds unsaved work: it stays in sight while somebody signs in again. */
  get isHeld(): boolean {
    return this.#holders.size > 0;
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Keep the page through a refusal until released; `onGranted` is told to go on. */
  hold(onGranted: () => void): () => void {
    this.#holders.add(onGranted);
    return () => this.#holders.delete(onGranted);
  }

  know(caller: SessionAnswer): void {
    this.#caller = caller;
    if (caller.signed_in) this.#changed();
    else this.refuse();
  }

  refuse(): void {
    this.#isRefused = true;
    this.#changed();
  }

  grant(): void {
    this.#isRefused = false;
    if (!this.isHeld) this.#granted += 1;
    for (const goOn of this.#holders) goOn();
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
