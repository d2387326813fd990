/** The device's store in IndexedDB. */
import * as Y from 'yjs';
import { type Kept, type LocalStore, MemoryStore, type Pending } from '@/sync/local-store';

const NAME = 'koda';
const VERSION = 1;
const CONFIRMED = 'confirmed';
const PENDING = 'pending';
const POSITIONS = 'positions';

type ConfirmedRow = { canvas: string; update: Uint8Array };
type PositionRow = { canvas: string; position: string };

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const confirmed = request.result.createObjectStore(CONFIRMED, { autoIncrement: true });
      confirmed.createIndex('canvas', 'canvas');
      const pending = request.result.createObjectStore(PENDING, { keyPath: 'key' });
      pending.createIndex('canvas', 'canvas');
      request.result.createObjectStore(POSITIONS, { keyPath: 'canvas' });
    };
    request.onsuccess = () => {
      // Another tab with a newer Koda may need to change the stores.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error ?? new Error('IndexedDB cannot be opened'));
    request.onblocked = () => reject(new Error('IndexedDB is blocked by another tab'));
  });
}

function result<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    const failed = () => reject(transaction.error ?? new Error('IndexedDB failed'));
    transaction.oncomplete = () => resolve();
    transaction.onerror = failed;
    transaction.onabort = failed;
  });
}

/** The device's store; in memory where the browser refuses one (private windows of some). */
export async function openLocalStore(): Promise<LocalStore> {
  try {
    return new IndexedStore(await open());
  } catch {
    return new MemoryStore();
  }
}

export class IndexedStore implements LocalStore {
  readonly #db: IDBDatabase;

  constructor(db: IDBDatabase) {
    this.#db = db;
  }

  close(): void {
    this.#db.close();
  }

  async load(canvas: string): Promise<Kept> {
    const transaction = this.#db.transaction([CONFIRMED, PENDING, POSITIONS], 'readonly');
    const by = (store: string) => transaction.objectStore(store).index('canvas').getAll(canvas);
    const [confirmed, pending, position] = await Promise.all([
      result(by(CONFIRMED)) as Promise<ConfirmedRow[]>,
      result(by(PENDING)) as Promise<Pending[]>,
      result(transaction.objectStore(POSITIONS).get(canvas)) as Promise<PositionRow | undefined>,
    ]);
    return {
      confirmed: confirmed.map((row) => row.update),
      position: position?.position ?? null,
      pending: pending.sort((a, b) => a.order - b.order),
    };
  }

  changePending(
    _canvas: string,
    remove: readonly string[],
    put: readonly Pending[],
  ): Promise<void> {
    const transaction = this.#write([PENDING]);
    const store = transaction.objectStore(PENDING);
    for (const key of remove) store.delete(key);
    for (const one of put) store.put(one);
    return committed(transaction);
  }

  appendConfirmed(canvas: string, update: Uint8Array, position: string | null): Promise<void> {
    const transaction = this.#write([CONFIRMED, POSITIONS]);
    transaction.objectStore(CONFIRMED).add({ canvas, update } satisfies ConfirmedRow);
    if (position !== null) transaction.objectStore(POSITIONS).put({ canvas, position });
    return committed(transaction);
  }

  async fold(canvas: string): Promise<void> {
    const transaction = this.#write([CONFIRMED]);
    const done = committed(transaction);
    const store = transaction.objectStore(CONFIRMED);
    const [rows, keys] = await Promise.all([
      result(store.index('canvas').getAll(canvas)) as Promise<ConfirmedRow[]>,
      result(store.index('canvas').getAllKeys(canvas)),
    ]);
    for (const key of keys) store.delete(key);
    if (rows.length > 0) {
      const update = Y.mergeUpdates(rows.map((row) => row.update));
      store.add({ canvas, update } satisfies ConfirmedRow);
    }
    return done;
  }

  async forget(canvas: string): Promise<void> {
    const transaction = this.#write([CONFIRMED, PENDING, POSITIONS]);
    const done = committed(transaction);
    for (const name of [CONFIRMED, PENDING]) {
      const store = transaction.objectStore(name);
      for (const key of await result(store.index('canvas').getAllKeys(canvas))) store.delete(key);
    }
    transaction.objectStore(POSITIONS).delete(canvas);
    return done;
  }

  #write(stores: string[]): IDBTransaction {
    return this.#db.transaction(stores, 'readwrite', { durability: 'relaxed' });
  }
}
