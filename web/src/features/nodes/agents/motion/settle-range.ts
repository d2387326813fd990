/** Writes down the part of a film that its card shows, where what is stored means another one. */
import { rangeOf, storedRange } from '@/core/motion-analysis-range';
import type { CanvasDocument } from '@/sync/canvas-document';

/** `length` in seconds; one step to undo, or none. */
export function settleRange(document: CanvasDocument, id: string, length: number): void {
  const { start, end } = document.node(id)?.parameters ?? {};
  const meant = storedRange(length, rangeOf(length, start, end));
  const isSame = (start ?? undefined) === meant.start && (end ?? undefined) === meant.end;
  if (!isSame) document.setParameters(id, meant);
}
