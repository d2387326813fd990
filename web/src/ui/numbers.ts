/** Numbers as people type them, and as a stepped range allows them. */

export type Range = { min: number; max: number; step: number };

/** A typed number; a comma may stand for the point. None if it is not one. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replace(',', '.');
  if (plain === '' || !/^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain)) return null;
  return Number(plain);
}

/** The nearest number on a step counted from `min` (or zero), inside the range. */
export function clampToStep(value: number, { min, max, step }: Range): number {
  const origin = Number.isFinite(min) ? min : 0;
  const stepped = origin + Math.round((value - origin) / step) * step;
  const last = Number.isFinite(max) ? origin + Math.floor((max - origin) / step) * step : max;
  // Sums of steps like 0.1 carry errors in the last places; a step has few places.
  return Number(Math.min(last, Math.max(min, stepped)).toFixed(10));
}
