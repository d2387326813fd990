/** Plans as somebody has edited them before they are accepted, kept in this browser: a reload loses no edit. */
import { useSyncExternalStore } from 'react';
import { type AnimationPlan, readPlan } from '@/core/animation-plan';
import { newKey } from '@/core/ids';
import { readStored, writeStored } from '@/lib/storage';

const NAME = 'plans';
/** Older ones give way: their questions are answered, or forgotten. */
const MOST = 8;

const listeners = new Set<() => void>();
let drafts: Readonly<Record<string, AnimationPlan>> = read();

/** The place of a question's plan. */
export const placeOf = (step: string, question: string): string => `${step}.${question}`;

export type PlanDraft = {
  readonly plan: AnimationPlan;
  readonly isEdited: boolean;
  readonly edit: (plan: AnimationPlan) => void;
  /** As it was proposed. */
  readonly reset: () => void;
};

/** The edited plan of a place, or the one that was proposed; its scenes have keys. */
export function usePlanDraft(place: string, proposed: AnimationPlan): PlanDraft {
  const edited = useSyncExternalStore(watch, () => drafts[place]);
  return {
    plan: edited ?? withKeys(proposed, true),
    isEdited: edited !== undefined,
    edit: (plan) => keep(place, withKeys(plan)),
    reset: () => keep(place, null),
  };
}

/** Let a place's edits go: the question is answered. */
export const forgetDraft = (place: string): void => keep(place, null);

/** As it is sent: without keys. */
export const plain = (plan: AnimationPlan): AnimationPlan => ({
  ...plan,
  scenes: plan.scenes.map(({ key: _, ...scene }) => scene),
});

function withKeys(plan: AnimationPlan, isByNumber = false): AnimationPlan {
  const scenes = plan.scenes.map((scene) =>
    scene.key === undefined
      ? { ...scene, key: isByNumber ? `scene-${scene.number}` : newKey() }
      : scene,
  );
  return { ...plan, scenes };
}

function keep(place: string, plan: AnimationPlan | null): void {
  const { [place]: _, ...others } = drafts;
  const all = Object.entries(plan ? { ...others, [place]: plan } : others).slice(-MOST);
  drafts = Object.fromEntries(all);
  writeStored(NAME, all.length > 0 ? JSON.stringify(drafts) : null);
  for (const listener of listeners) listener();
}

function watch(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function read(): Record<string, AnimationPlan> {
  try {
    const stored: unknown = JSON.parse(readStored(NAME) ?? '{}');
    return Object.fromEntries(
      Object.entries(stored ?? {}).flatMap(([place, raw]) => {
        const plan = readPlan(raw);
        return plan ? [[place, withKeys(plan)]] : [];
      }),
    );
  } catch {
    return {};
  }
}
