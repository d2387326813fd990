/** What the driving script reads and calls: one frame counter and the moves that no pointer is needed for. */

import type { ReactFlowInstance } from '@xyflow/react';
import type { CardNode } from './card';

export interface Bench {
  frames: number;
  select(count: number): void;
  progress(share: number): void;
  flow(): ReactFlowInstance<CardNode>;
}

declare global {
  interface Window {
    bench: Bench;
  }
}

export function offer(bench: Omit<Bench, 'frames'>): () => void {
  window.bench = { ...bench, frames: window.bench?.frames ?? 0 };
  let frame = requestAnimationFrame(function count() {
    window.bench.frames += 1;
    frame = requestAnimationFrame(count);
  });
  return () => cancelAnimationFrame(frame);
}
