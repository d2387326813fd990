/** The canvases of home: asked for, and changed here before the server has answered. */
import type { KodaApi } from '@/api/koda-api';
import { ApiProblem } from '@/api/problem';
import type { CanvasCard } from '@/api/types';

export type ShelfState = {
  /** None until the server has answered once. */
  readonly cards: readonly CanvasCard[] | null;
  /** Why the last question was not answered. */
  readonly problem: ApiProblem | null;
};

export class Shelf {
  #state: ShelfState = { cards: null, problem: null };
  /** Answers to questions that were asked before a change would take the change back. */
  #asked = 0;
  readonly #listeners = new Set<() => void>();
  readonly #api: KodaApi;
  readonly #isTrash: boolean;

  constructor(api: KodaApi, isTrash: boolean) {
    this.#api = api;
    this.#isTrash = isTrash;
  }

  /** The same object until something changes. */
  get state(): ShelfState {
    return this.#state;
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async load(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const cards = await this.#api.listCanvases('', this.#isTrash);
      if (asked === this.#asked) this.#show({ cards, problem: null });
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      if (asked === this.#asked) this.#show({ ...this.#state, problem: error });
    }
  }

  /** Rejects with `ApiProblem`, the old name shown again. */
  rename(id: string, name: string): Promise<void> {
    return this.#change(
      (cards) => cards.map((card) => (card.id === id ? { ...card, name } : card)),
      () => this.#api.renameCanvas(id, name),
    );
  }

  /** Gives the copy's id; rejects with `ApiProblem`. */
  async duplicate(id: string): Promise<string> {
    const { id: copy } = await this.#api.duplicateCanvas(id);
    await this.load();
    return copy;
  }

  /** Rejects with `ApiProblem`, the canvas shown again. */
  trash(id: string): Promise<void> {
    return this.#change(without(id), () => this.#api.trashCanvas(id));
  }

  /** Out of the trash; on the shelf of what is in use it appears again. */
  async restore(id: string): Promise<void> {
    if (this.#isTrash) await this.#change(without(id), () => this.#api.restoreCanvas(id));
    else {
      await this.#api.restoreCanvas(id);
      await this.load();
    }
  }

  remove(id: string): Promise<void> {
    return this.#change(without(id), () => this.#api.deleteCanvas(id));
  }

  /** Remove everything that is shown, one after the other. */
  async clear(): Promise<void> {
    for (const { id } of this.#state.cards ?? []) await this.remove(id);
  }

  async #change(
    change: (cards: readonly CanvasCard[]) => readonly CanvasCard[],
    tell: () => Promise<unknown>,
  ): Promise<void> {
    const before = this.#state.cards;
    this.#asked += 1;
    this.#show({ ...this.#state, cards: before && change(before) });
    try {
      await tell();
    } catch (error) {
      this.#show({ ...this.#state, cards: before });
      throw error;
    } finally {
      await this.load();
    }
  }

  #show(state: ShelfState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

const without = (id: string) => (cards: readonly CanvasCard[]) =>
  cards.filter((card) => card.id !== id);

/** Canvases whose name has all words of the query, in any order, whatever their case and accents. */
export function findByName(cards: readonly CanvasCard[], query: string): readonly CanvasCard[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return cards;
  return cards.filter((card) => {
    const name = plain(card.name);
    return words.every((word) => name.includes(word));
  });
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
