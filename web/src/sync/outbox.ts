/**
 * Edits on their way to the server: in order, one request at a time, kept on the device until the
 * server has acknowledged them, each with a key that makes it count once.
 */
import * as Y from 'yjs';
import { ApiProblem } from '@/api/problem';
import { newKey } from '@/core/ids';
import { Backoff } from '@/sync/backoff';
import type { LocalStore, Pending } from '@/sync/local-store';

/** Merged messages stay well below the server's 1 MiB. */
const MOST_BYTES = 700_000;
/** A keepalive request of a closing page may carry 64 KiB in all. */
const MOST_LEAVING_BYTES = 40_000;

export type OutboxState = {
  /** Edits that the server has not acknowledged. */
  readonly waiting: number;
  /** Why the last attempt failed; none while all goes well. */
  readonly failure: ApiProblem | null;
};

export type OutboxOptions = {
  canvas: string;
  tab: string;
  store: LocalStore;
  send: (message: Pending, leaving: boolean) => Promise<number>;
  onAcknowledged: (message: Pending, seq: number) => void;
  /** The server refused the first; the others wait behind it. Resolves with what to send instead. */
  onRefused: (
    refused: Pending,
    behind: readonly Pending[],
    problem: ApiProblem,
  ) => Promise<readonly Uint8Array[]>;
  onChange: () => void;
};

export class Outbox {
  #queue: Pending[] = [];
  #state: OutboxState = { waiting: 0, failure: null };
  #order = 0;
  #seq = 0;
  #isRunning = false;
  #closed = false;
  /** Writes to the device, one after the other. */
  #kept: Promise<unknown> = Promise.resolve();
  readonly #backoff = new Backoff();
  readonly #options: OutboxOptions;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** The same object until something changes. */
  get state(): OutboxState {
    return this.#state;
  }

  /** The seq of the last acknowledged edit of this tab. */
  get seq(): number {
    return this.#seq;
  }

  /** Go on with what an earlier page left on the device. */
  adopt(pending: readonly Pending[]): void {
    this.#queue.push(...pending);
    this.#order = Math.max(this.#order, ...pending.map((one) => one.order + 1), 0);
    this.#changed();
    this.#start();
  }

  push(update: Uint8Array): void {
    const message = this.#message([update]);
    this.#queue.push(message);
    void this.#keep([], [message]);
    this.#changed();
    this.#start();
  }

  /** Try at once: the network came back, or the person asked. */
  wake(): void {
    this.#backoff.wake();
  }

  /** Resolves when nothing waits; rejects if the server cannot be reached or has closed. */
  async settled(): Promise<number> {
    while (this.#queue.length > 0) {
      if (this.#state.failure) {
        this.wake();
        throw this.#state.failure;
      }
      await new Promise<void>((resolve) => this.#waiters.add(resolve));
    }
    return this.#seq;
  }

  readonly #waiters = new Set<() => void>();

  /** The page is going: hand over what fits into a request that outlives it. */
  leave(): void {
    const size = this.#queue.reduce((sum, one) => sum + one.update.length, 0);
    if (this.#queue.length === 0 || size > MOST_LEAVING_BYTES) return;
    // The same keys as in the store: what arrives now is not stored twice when the page returns.
    for (const message of this.#queue) {
      this.#options.send(message, true).catch(() => {});
    }
  }

  close(): void {
    this.#closed = true;
    this.#backoff.wake();
  }

  #message(parts: readonly Uint8Array[]): Pending {
    const { canvas, tab } = this.#options;
    const only = parts.length === 1 ? parts[0] : undefined;
    const update = only ?? Y.mergeUpdates([...parts]);
    return { key: newKey(), canvas, tab, order: this.#order++, update, parts };
  }

  #keep(remove: readonly string[], put: readonly Pending[]): Promise<void> {
    const { store, canvas } = this.#options;
    const next = this.#kept.then(() => store.changePending(canvas, remove, put));
    // A full device must not stop the sending: the edit is still in memory.
    this.#kept = next.catch(() => {});
    return next.catch(() => {});
  }

  #start(): void {
    if (this.#isRunning || this.#closed) return;
    this.#isRunning = true;
    void this.#run();
  }

  async #run(): Promise<void> {
    try {
      while (this.#queue.length > 0 && !this.#closed) await this.#sendFirst();
    } finally {
      // At once: an edit made on hearing that all was sent must not find a run that is about to end.
      this.#isRunning = false;
    }
  }

  async #sendFirst(): Promise<void> {
    const message = await this.#next();
    try {
      const seq = await this.#options.send(message, false);
      this.#acknowledge(message, seq);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      await this.#fail(message, error);
    }
  }

  /** The first of the queue, merged with as many behind it as fit in one message. */
  async #next(): Promise<Pending> {
    const first = this.#queue[0] as Pending;
    let count = 1;
    let size = first.update.length;
    // What was refused or is tried again goes as it is: its key must stay the same.
    if (!this.#alone.has(first.key) && this.#backoff.failures === 0) {
      for (; count < this.#queue.length; count++) {
        const next = this.#queue[count] as Pending;
        size += next.update.length;
        if (size > MOST_BYTES || this.#alone.has(next.key)) break;
      }
    }
    if (count === 1) return first;
    const merged = this.#queue.slice(0, count);
    const message = { ...this.#message(merged.flatMap((one) => one.parts)), order: first.order };
    this.#queue.splice(0, count, message);
    await this.#keep(
      merged.map((one) => one.key),
      [message],
    );
    return message;
  }

  /** Keys of edits that go out one by one, to find which of them was refused. */
  readonly #alone = new Set<string>();

  #acknowledge(message: Pending, seq: number): void {
    this.#queue.shift();
    this.#alone.delete(message.key);
    this.#seq = Math.max(this.#seq, seq);
    this.#backoff.reset();
    this.#options.onAcknowledged(message, seq);
    void this.#keep([message.key], []);
    this.#changed(null);
  }

  async #fail(message: Pending, problem: ApiProblem): Promise<void> {
    if (problem.passes || problem.status === 401 || problem.status === 404) {
      this.#changed(problem);
      await this.#backoff.wait();
      return;
    }
    if (message.parts.length > 1) {
      const singles = message.parts.map((part) => this.#message([part]));
      for (const one of singles) this.#alone.add(one.key);
      const behind = this.#renumber([...singles, ...this.#queue.slice(1)]);
      this.#queue = behind;
      await this.#keep([message.key], behind);
      return;
    }
    await this.#refused(message, problem);
  }

  /** Orders that grow from the first to the last. */
  #renumber(messages: readonly Pending[]): Pending[] {
    return messages.map((one) => ({ ...one, order: this.#order++ }));
  }

  async #refused(message: Pending, problem: ApiProblem): Promise<void> {
    const behind = this.#queue.slice(1);
    const instead = await this.#options.onRefused(message, behind, problem);
    // Edits that came while that was worked out are part of `instead` already.
    const gone = this.#queue.map((one) => one.key);
    this.#alone.clear();
    this.#queue = instead.map((update) => this.#message([update]));
    await this.#keep(gone, this.#queue);
    this.#changed(null);
  }

  #changed(failure: ApiProblem | null = this.#state.failure): void {
    const waiting = this.#queue.reduce((sum, one) => sum + one.parts.length, 0);
    this.#state = { waiting, failure: waiting === 0 ? null : failure };
    for (const resolve of this.#waiters) resolve();
    this.#waiters.clear();
    this.#options.onChange();
  }
}
