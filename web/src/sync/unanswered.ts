/** The key of a request whose answer was lost: the same asked again is the same run, not another. */
import { ApiProblem } from '@/api/problem';
import { newKey } from '@/core/ids';

export class Unanswered {
  #key = '';
  #asked = '';

  /** Ask under a key that is new, unless the answer to the very same was lost. */
  async ask<T>(what: object, send: (key: string) => Promise<T>): Promise<T> {
    const asked = JSON.stringify(what);
    const key = this.#asked === asked ? this.#key : newKey();
    this.#asked = '';
    try {
      return await send(key);
    } catch (error) {
      if (error instanceof ApiProblem && error.status === 0) {
        this.#key = key;
        this.#asked = asked;
      }
      throw error;
    }
  }
}
