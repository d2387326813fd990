/** What a node has made, as single takes in the order of the history strip; pure. */
import type { Step } from '@/api/types';
import type { NodeSpec } from '@/core/spec';
import { isMedia, type MediaValue, type SingleValue, singles, type Value } from '@/core/values';
import type { Shown } from '@/sync/run-store';

/** One thing that was made: `item` of the list that a step gave. */
export type Take = {
  readonly step: Step;
  readonly item: number;
  readonly value: SingleValue;
};

export type MediaTake = Take & { readonly value: MediaValue };

/** What tells a take from others: a file that was used again is the same take. */
export function keyOf({ step, item, value }: Take): string {
  return isMedia(value) ? value.asset : `${step.id} ${item}`;
}

export const isSame = (one: Take | undefined, other: Take): boolean =>
  one !== undefined && keyOf(one) === keyOf(other);

export const isMediaTake = (take: Take): take is MediaTake => isMedia(take.value);

/** A picture or film: what can be looked at large. */
export const isSeen = (take: Take): take is MediaTake =>
  isMediaTake(take) && take.value.type !== 'audio';

/** A film or sound. */
export const isPlayed = (take: Take): boolean => isHeard(take) || take.value.type === 'video';

export const isHeard = (take: Take): boolean => take.value.type === 'audio';

/** What a step shows: its first declared output with a value. */
export function mainOutput(kind: NodeSpec, step: Step): Value | undefined {
  for (const { name } of kind.outputs) {
    const value = step.outputs[name];
    if (value) return value;
  }
  return Object.values(step.outputs)[0];
}

/** All takes of a node's steps: newest step first, the items of a step in their order. */
export function takesOf(kind: NodeSpec, steps: readonly Step[]): Take[] {
  return steps
    .filter((step) => step.state === 'done')
    .flatMap((step) =>
      singles(mainOutput(kind, step)).map((value, item) => ({ step, item, value })),
    );
}

/** Each take once, where it was made or used last: what the strip shows. */
export function distinct(takes: readonly Take[]): Take[] {
  const seen = new Set<string>();
  return takes.filter((take) => {
    const key = keyOf(take);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * The takes a card shows: the chosen one, or all of the newest result. A choice of something that
 * is not there any more is none.
 */
export function shownTakes(takes: readonly Take[], choice: Shown | undefined): Take[] {
  const chosen =
    choice && takes.find((take) => take.step.id === choice.step && take.item === choice.item);
  if (chosen) return [chosen];
  const newest = takes[0]?.step;
  return takes.filter((take) => take.step === newest);
}

/** The take so many places further in the strip; it ends at its ends. */
export function neighbour(takes: readonly Take[], from: Take | undefined, by: number): Take | null {
  const at = takes.findIndex((take) => isSame(from, take));
  if (at < 0) return takes[0] ?? null;
  return takes[Math.min(takes.length - 1, Math.max(0, at + by))] ?? null;
}

/** Columns of a grid of so many pictures in a card of this ratio; a last row that is not full is stretched. */
export function columnsFor(count: number, ratio: number): number {
  const side = Math.sqrt(count);
  return Math.max(1, ratio >= 1 ? Math.ceil(side) : Math.floor(side));
}
