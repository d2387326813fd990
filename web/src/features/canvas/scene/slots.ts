/** Small whole numbers for ids, given again after an id is gone, so that typed arrays stay dense. */

export class Slots {
  readonly #byId = new Map<string, number>();
  readonly #free: number[] = [];
  #next = 0;

  get size(): number {
    return this.#byId.size;
  }

  get(id: string): number | undefined {
    return this.#byId.get(id);
  }

  ids(): IterableIterator<string> {
    return this.#byId.keys();
  }

  values(): IterableIterator<number> {
    return this.#byId.values();
  }

  /** The id's slot, a new one if it has none. */
  take(id: string): number {
    const known = this.#byId.get(id);
    if (known !== undefined) {
      return known;
    }
    const slot = this.#free.pop() ?? this.#next++;
    this.#byId.set(id, slot);
    return slot;
  }

  free(id: string): number | undefined {
    const slot = this.#byId.get(id);
    if (slot !== undefined) {
      this.#byId.delete(id);
      this.#free.push(slot);
    }
    return slot;
  }
}
