/** Waits that grow with each failure, ended early when there is reason to hope. */

const FIRST_MS = 500;
const MOST_MS = 30_000;

export class Backoff {
  #failures = 0;
  #wake: (() => void) | null = null;

  get failures(): number {
    return this.#failures;
  }

  reset(): void {
    this.#failures = 0;
  }

  /** End the wait that is going on: the network came back, the person wants it now. */
  wake(): void {
    this.#wake?.();
  }

  /** Wait after a failure: 0.5 s, doubling to 30 s, each shortened by chance up to a half. */
  wait(): Promise<void> {
    const most = Math.min(MOST_MS, FIRST_MS * 2 ** this.#failures);
    this.#failures++;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake?.(), most * (0.5 + Math.random() / 2));
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
    });
  }
}
