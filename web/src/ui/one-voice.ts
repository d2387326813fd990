/** One thing plays at a time: who begins ends who played before. */

let stopOther: (() => void) | null = null;

/** Begin to play; `stop` is called when something else begins. Gives what to call at the end. */
export function takeTurn(stop: () => void): () => void {
  const before = stopOther;
  stopOther = stop;
  if (before !== stop) before?.();
  return () => {
    if (stopOther === stop) stopOther = null;
  };
}
