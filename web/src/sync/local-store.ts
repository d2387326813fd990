/** What a canvas keeps on this device: what the server has confirmed, and what it has not yet. */

import * as Y from 'yjs';

/** An update on its way to the server. `parts`: the edits it was merged from, in order. */
export type Pending = {
  readonly key: string;
  readonly canvas: string;
  readonly tab: string;
  /** Grows within a tab; the order in which they go out. */
  readonly order: number;
  readonly update: Uint8Array;
  readonly parts: readonly Uint8Array[];
};

export type Kept = {
  readonly confirmed: readonly Uint8Array[];
  /** The last event id of the stream, to go on from. */
  readonly position: string | null;
  readonly pending: readonly Pending[];
};

/** The contract of the device's store; every write is durable when its promise resolves. */
export interface LocalStore {
  load(canvas: string): Promise<Kept>;
  /** In one transaction: forget these keys, keep those updates. */
  changePending(canvas: string, remove: readonly string[], put: readonly Pending[]): Promise<void>;
  appendConfirmed(canvas: string, update: Uint8Array, position: string | null): Promise<void>;
  /** Make one update of all that is confirmed, in one transaction: other tabs append meanwhile. */
  fold(canvas: string): Promise<void>;
  forget(canvas: string): Promise<void>;
}

/** Keeps everything for the life of the page: where the browser has no IndexedDB. */
export class MemoryStore implements LocalStore {
  readonly #confirmed = new Map<string, Uint8Array[]>();
  readonly #positions = new Map<string, string | null>();
  readonly #pending = new Map<string, Pending[]>();

  async load(canvas: string): Promise<Kept> {
    return {
      confirmed: [...(this.#confirmed.get(canvas) ?? [])],
      position: this.#positions.get(canvas) ?? null,
      pending: [...(this.#pending.get(canvas) ?? [])],
    };
  }

  async changePending(
    canvas: string,
    remove: readonly string[],
    put: readonly Pending[],
  ): Promise<void> {
    const gone = new Set([...remove, ...put.map((one) => one.key)]);
    const kept = (this.#pending.get(canvas) ?? []).filter((one) => !gone.has(one.key));
    this.#pending.set(canvas, [...kept, ...put]);
  }

  async appendConfirmed(
    canvas: string,
    update: Uint8Array,
    position: string | null,
  ): Promise<void> {
    this.#confirmed.set(canvas, [...(this.#confirmed.get(canvas) ?? []), update]);
    if (position !== null) this.#positions.set(canvas, position);
  }

  async fold(canvas: string): Promise<void> {
    const updates = this.#confirmed.get(canvas) ?? [];
    if (updates.length > 1) this.#confirmed.set(canvas, [Y.mergeUpdates(updates)]);
  }

  async forget(canvas: string): Promise<void> {
    this.#confirmed.delete(canvas);
    this.#positions.delete(canvas);
    this.#pending.delete(canvas);
  }
}
