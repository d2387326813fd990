/** Where a parser came furthest: it tries several readings, and tells only the last one's error. */

import State from 'sucrase/dist/esm/parser/tokenizer/state';

export interface Failure {
  message: string;
  /** Letters from the beginning. */
  pos: number;
}

let furthest: Failure | null = null;
const errors = new WeakMap<object, unknown>();

// Each parser keeps its error in this field, and sets it back when it tries another reading.
Object.defineProperty(State.prototype, 'error', {
  get() {
    return errors.get(this);
  },
  set(error: Failure | null) {
    errors.set(this, error);
    if (error && error.pos >= (furthest?.pos ?? 0)) furthest = error;
  },
});

/** Does some parsing; if it throws, tells where it came furthest. */
export function furthestOf(parse: () => string): string {
  furthest = null;
  try {
    return parse();
  } catch (error) {
    throw furthest ?? error;
  }
}
