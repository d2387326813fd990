/** The assets that a filter lists: asked for page by page, changed here before the server answers. */
import type { KodaApi } from '@/api/koda-api';
import type { LibraryFilter, LibraryItem } from '@/api/library-types';
import { ApiProblem } from '@/api/problem';

export type LibraryState = {
  /** None until the server has answered once. */
  readonly items: readonly LibraryItem[] | null;
  /** Where the next page begins; none after the last. */
  readonly next: number | null;
  /** Why the last question was not answered. */
  readonly problem: ApiProblem | null;
};

const NOTHING: LibraryState = { items: null, next: null, problem: null };

export class Library {
  readonly filter: LibraryFilter;
  #state = NOTHING;
  /** Counts questions and changes: an answer to an older question is not shown. */
  #turn = 0;
  #isAsking = false;
  readonly #api: KodaApi;
  readonly #listeners = new Set<() => void>();

  constructor(api: KodaApi, filter: LibraryFilter) {
    this.#api = api;
    this.filter = filter;
  }

  /** The same object until something changes. */
  get state(): LibraryState {
    return this.#state;
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ask for the newest; what is shown beyond them stays. */
  async load(): Promise<void> {
    const turn = ++this.#turn;
    await this.#ask(turn, async () => {
      const page = await this.#api.listLibrary(this.filter);
      if (turn !== this.#turn) return;
      const oldest = page.items.at(-1);
      const shown = this.#state.items ?? [];
      const at = oldest ? shown.findIndex((item) => item.id === oldest.id) : -1;
      const rest = at >= 0 && page.next !== null ? shown.slice(at + 1) : [];
      const next = rest.length > 0 ? this.#state.next : page.next;
      this.#show({ items: [...page.items, ...rest], next, problem: null });
    });
  }

  /** Ask for the page after what is shown; nothing happens while one is asked for. */
  async more(): Promise<void> {
    const { items, next } = this.#state;
    if (next === null || this.#isAsking || !items) return;
    const turn = this.#turn;
    this.#isAsking = true;
    try {
      await this.#ask(turn, async () => {
        const page = await this.#api.listLibrary(this.filter, next);
        if (turn !== this.#turn) return;
        const known = new Set(items.map((item) => item.id));
        const fresh = page.items.filter((item) => !known.has(item.id));
        this.#show({ items: [...items, ...fresh], next: page.next, problem: null });
      });
    } finally {
      this.#isAsking = false;
    }
  }

  /** Rejects with `ApiProblem`, the star as it was. */
  star(ids: readonly string[], favourite: boolean): Promise<unknown> {
    const gone = this.filter.favourite === true && !favourite;
    return this.#change(
      (items) => (gone ? without(items, ids) : withChange(items, ids, { favourite })),
      () => Promise.all(ids.map((id) => this.#api.changeAsset(id, { favourite }))),
    );
  }

  /** Rejects with `ApiProblem`, the old name shown again. */
  rename(id: string, name: string): Promise<unknown> {
    return this.#change(
      (items) => withChange(items, [id], { name }),
      () => this.#api.changeAsset(id, { name }),
    );
  }

  /** Gives on how many canvases they are used; rejects with `ApiProblem`, all shown again. */
  async trash(ids: readonly string[]): Promise<number> {
    const answer = await this.#change(
      (items) => without(items, ids),
      () => this.#api.trashAssets(ids),
    );
    return answer.used_on;
  }

  /** Out of the trash: gone from a list of the trash, back in any other. */
  restore(ids: readonly string[]): Promise<unknown> {
    return this.#change(
      (items) => (this.filter.trashed ? without(items, ids) : items),
      () => this.#api.restoreAssets(ids),
    );
  }

  /** Gives the bytes that are free now; rejects with `ApiProblem` if none could be removed. */
  async remove(ids: readonly string[]): Promise<number> {
    const answer = await this.#change(
      (items) => without(items, ids),
      () => this.#api.removeAssets(ids),
    );
    return answer.freed;
  }

  async #change<Answer>(
    change: (items: readonly LibraryItem[]) => readonly LibraryItem[],
    tell: () => Promise<Answer>,
  ): Promise<Answer> {
    const before = this.#state;
    this.#turn += 1;
    this.#show({ ...before, items: before.items && change(before.items) });
    try {
      return await tell();
    } catch (error) {
      this.#show(before);
      throw error;
    } finally {
      await this.load();
    }
  }

  async #ask(turn: number, question: () => Promise<void>): Promise<void> {
    try {
      await question();
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (turn === this.#turn) this.#show({ ...this.#state, problem: error });
    }
  }

  #show(state: LibraryState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function without(items: readonly LibraryItem[], ids: readonly string[]): LibraryItem[] {
  const gone = new Set(ids);
  return items.filter((item) => !gone.has(item.id));
}

function withChange(
  items: readonly LibraryItem[],
  ids: readonly string[],
  change: Partial<LibraryItem>,
): LibraryItem[] {
  const changed = new Set(ids);
  return items.map((item) => (changed.has(item.id) ? { ...item, ...change } : item));
}
