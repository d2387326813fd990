/** Whether the server knows this browser: any answer of 401 says that it does not. */

export class Access {
  #isRefused = false;
  #granted = 0;
  readonly #listeners = new Set<() => void>();

  /** The server asks who is there. */
  get isRefused(): boolean {
    return this.#isRefused;
  }

  /** How often somebody has signed in on this page: what was refused before may be asked again. */
  get granted(): number {
    return this.#granted;
  }

  watch(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  refuse(): void {
    if (this.#isRefused) return;
    this.#isRefused = true;
    this.#changed();
  }

  grant(): void {
    this.#isRefused = false;
    this.#granted += 1;
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
