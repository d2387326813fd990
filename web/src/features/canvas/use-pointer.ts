/** Where the pointer was last, in pixels of the window; none once it has left the canvas. */
import { useMemo } from 'react';
import type { Point } from './canvas-state';

export type Pointer = { read: () => Point | null; move: (at: Point | null) => void };

export function usePointer(): Pointer {
  return useMemo(() => {
    let last: Point | null = null;
    return {
      read: () => last,
      move: (at) => {
        last = at;
      },
    };
  }, []);
}
