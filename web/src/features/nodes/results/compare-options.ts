/** What a result can be laid over: what it was made from, and the node's other takes; pure. */
import type { Asset } from '@/api/types';
import type { MediaType } from '@/core/values';
import { isSame, type MediaTake } from './takes';

export type Option = { readonly asset: string; readonly label: string };

const MOST = 12;

/** Inputs first, then the takes as they are in the strip. Sounds are compared by ear alone. */
export function compareOptions(
  shown: { readonly asset: string; readonly type: MediaType },
  inputs: readonly Asset[],
  takes: readonly MediaTake[],
): Option[] {
  if (shown.type === 'audio') return [];
  const used = inputs
    .filter(({ id, kind }) => kind === shown.type && id !== shown.asset)
    .map(({ id }, at, all) => ({
      asset: id,
      label: all.length > 1 ? `What went in, ${at + 1}` : 'What went in',
    }));
  const others = takes
    .map((take, at) => ({ take, label: `Take ${at + 1}` }))
    .filter(({ take }) => take.value.type === shown.type && take.value.asset !== shown.asset)
    .map(({ take, label }) => ({ asset: take.value.asset, label }));
  const seen = new Set<string>();
  return [...used, ...others]
    .filter(({ asset }) => !seen.has(asset) && seen.add(asset))
    .slice(0, MOST);
}

/** The one that is taken first: the take before this one, or what went in where there is none. */
export function firstOption(
  options: readonly Option[],
  takes: readonly MediaTake[],
  shown: MediaTake | null,
): Option | null {
  const at = shown ? takes.findIndex((take) => isSame(shown, take)) : -1;
  const older = at < 0 ? undefined : takes[at + 1]?.value.asset;
  return options.find(({ asset }) => asset === older) ?? options[0] ?? null;
}
