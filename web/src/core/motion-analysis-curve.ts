/** The curve of how much moves, as lines of a drawing that is 1 wide and 1 high. */
import type { MotionPoint } from '@/core/motion-analysis';
import type { FilmRange } from '@/core/motion-analysis-range';

const MOST_POINTS = 240;

/** Where a time lies within a range, from 0 to 1. */
export function partOf({ start, end }: FilmRange, seconds: number): number {
  const long = end - start;
  return long > 0 ? Math.min(1, Math.max(0, (seconds - start) / long)) : 0;
}

/**
 * Points from left to right, the highest at 1. A film in which hardly anything moves stays low:
 * noise must not look like motion.
 */
export function curveOf(
  motion: readonly MotionPoint[],
  range: FilmRange,
): { x: number; y: number }[] {
  const inside = motion
    .filter(({ at }) => at >= range.start - 0.001 && at <= range.end + 0.001)
    .sort((a, b) => a.at - b.at);
  const most = Math.max(LEAST_ENERGY, ...inside.map((point) => point.energy));
  const step = Math.max(1, Math.ceil(inside.length / MOST_POINTS));
  const kept: { x: number; y: number }[] = [];
  for (let first = 0; first < inside.length; first += step) {
    const some = inside.slice(first, first + step);
    // The highest of several: a short jerk stays in sight.
    const top = some.reduce((best, one) => (one.energy > best.energy ? one : best));
    kept.push({ x: partOf(range, top.at), y: top.energy / most });
  }
  return kept;
}

/** What stands at the top at least. */
const LEAST_ENERGY = 0.4;

/** How lively a part is in a word, from its mean. */
export function livelinessOf(motion: readonly MotionPoint[]): string {
  if (motion.length === 0) return '';
  const mean = motion.reduce((sum, point) => sum + point.energy, 0) / motion.length;
  if (mean < 0.08) return 'Almost still';
  if (mean < 0.3) return 'Calm';
  return mean < 0.6 ? 'Lively' : 'Fast';
}
