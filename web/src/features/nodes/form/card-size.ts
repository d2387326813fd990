/** How large a card is for a ratio: about the kind's own area, so that a wide one is not a stripe. */
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';

const LEAST_WIDTH = 300;
const GRID = 20;

export type Size = { readonly width: number; readonly height: number };

/** Width over height; none for words that are no ratio (`auto`). */
export function parseRatio(ratio: Json | undefined): number | null {
  if (typeof ratio !== 'string') return null;
  const [width, height, ...rest] = ratio.split(':').map(Number);
  if (!width || !height || rest.length > 0) return null;
  const value = width / height;
  return Number.isFinite(value) && value > 0 ? value : null;
}

function idealWidth(spec: NodeSpec, ratio: number): number {
  return Math.max(LEAST_WIDTH, Math.sqrt(spec.width * spec.height * ratio));
}

/**
 * The card's size once its ratio is another: as much larger or smaller than usual as it is now, so
 * that going there and back changes nothing.
 */
export function sizeForRatio(spec: NodeSpec, now: Size, from: number, to: number): Size {
  const scale = now.width / idealWidth(spec, from);
  const width = Math.max(GRID, Math.round((idealWidth(spec, to) * scale) / GRID) * GRID);
  return { width, height: Math.round(width / to) };
}
