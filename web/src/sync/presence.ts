/** Who else is here, and what this tab shows of itself; never stored. */
import type { PresenceState } from '@/api/types';

const PAUSE_MS = 90;
/** Said again so often, for tabs that lost a message; silent tabs are gone after twice that. */
const REPEAT_MS = 20_000;
const GONE_MS = 50_000;

export type Other = PresenceState & { readonly tab: string };

export type PresenceOptions = {
  me: { name: string; color: string };
  send: (state: PresenceState | null, leaving: boolean) => Promise<unknown>;
};

export class Presence {
  #mine: PresenceState;
  #others: readonly Other[] = [];
  #sending = false;
  #dirty = false;
  #closed = false;
  readonly #seen = new Map<string, number>();
  readonly #listeners = new Set<() => void>();
  readonly #options: PresenceOptions;
  readonly #timer: ReturnType<typeof setInterval>;

  constructor(options: PresenceOptions) {
    this.#options = options;
    this.#mine = { ...options.me };
    this.#timer = setInterval(() => this.#beat(), REPEAT_MS);
  }

  get me(): PresenceState {
    return this.#mine;
  }

  /** The same array until somebody moves. */
  get others(): readonly Other[] {
    return this.#others;
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Change what this tab shows; sent at most once per pause, the newest state only. */
  show(part: Partial<PresenceState>): void {
    const next = { ...this.#mine, ...part };
    if (JSON.stringify(next) === JSON.stringify(this.#mine)) return;
    this.#mine = next;
    this.#dirty = true;
    void this.#flush();
  }

  /** Say it now: the stream was opened (again). */
  announce(): void {
    this.#dirty = true;
    void this.#flush();
  }

  receive(tab: string, state: PresenceState | null): void {
    this.#seen.set(tab, Date.now());
    const rest = this.#others.filter((other) => other.tab !== tab);
    if (state) this.#set([...rest, { ...state, tab }].sort((a, b) => (a.tab < b.tab ? -1 : 1)));
    else if (rest.length < this.#others.length) this.#set(rest);
  }

  /** Nobody can be seen: the stream is gone. */
  clear(): void {
    if (this.#others.length > 0) this.#set([]);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    clearInterval(this.#timer);
    this.#options.send(null, true).catch(() => {});
  }

  #set(others: readonly Other[]): void {
    this.#others = others;
    for (const listener of this.#listeners) listener();
  }

  #beat(): void {
    const now = Date.now();
    const here = this.#others.filter((other) => now - (this.#seen.get(other.tab) ?? 0) < GONE_MS);
    if (here.length < this.#others.length) this.#set(here);
    this.announce();
  }

  async #flush(): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    while (this.#dirty && !this.#closed) {
      this.#dirty = false;
      // Motion that does not arrive is not missed; the next beat says it again.
      await this.#options.send(this.#mine, false).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
    this.#sending = false;
  }
}
