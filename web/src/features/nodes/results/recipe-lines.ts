/** What a recipe says, as lines of a name and a value. */
import type { Asset, Recipe, Step } from '@/api/types';
import { formatMoney } from '@/core/money';
import { formatDuration } from '@/lib/time';
import type { CanvasSession } from '@/sync/session';
import { formatSize } from '../words';

/** Without a step only what the asset itself knows. */
export function recipeLines(
  session: CanvasSession,
  step: Step | null,
  asset: Asset | null,
): [string, string][] {
  const recipe: Recipe | null = asset?.recipe ?? null;
  const model = recipe?.model ?? step?.model ?? null;
  const title = session.models.find((one) => one.id === model)?.title ?? model;
  const seed = recipe?.seed ?? step?.seed ?? null;
  const seconds = recipe?.seconds ?? (step ? secondsOf(step) : null);
  const pixels = asset?.width && asset.height ? `${asset.width} × ${asset.height}` : '';
  const cost = recipe?.cost ?? step?.cost ?? null;
  const lines: [string, string][] = [
    ['Model', title ?? ''],
    ['Seed', seed === null ? '' : String(seed)],
    ['Size', [pixels, asset ? formatSize(asset.size) : ''].filter(Boolean).join(' · ')],
    ['Length', asset?.duration ? formatDuration(asset.duration * 1000) : ''],
    ['Cost', step?.cached ? 'Nothing, it was used again' : cost === null ? '' : formatMoney(cost)],
    ['Time', seconds === null ? '' : formatDuration(seconds * 1000)],
  ];
  return lines.filter(([, value]) => value !== '');
}

function secondsOf(step: Step): number | null {
  if (step.cached || step.started_at === null || step.ended_at === null) return null;
  return (step.ended_at - step.started_at) / 1000;
}
