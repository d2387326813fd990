/** The recipes that scenes are made by, as options. */
import { useMemo } from 'react';
import { type AnimationPlan, TECHNIQUE_NAMES } from '@/core/animation-plan';
import { sentence } from '@/core/animation-questions';

export type Technique = { readonly value: string; readonly label: string };

export const TECHNIQUE_OPTIONS: readonly Technique[] = TECHNIQUE_NAMES.map(optionOf);

/** All that there are; what a plan has is among them. */
export function useTechniques(plan: AnimationPlan): readonly Technique[] {
  return useMemo(() => {
    const used = plan.scenes.map(({ technique }) => technique).filter(Boolean);
    return [...new Set([...TECHNIQUE_NAMES, ...used])].map(optionOf);
  }, [plan]);
}

function optionOf(value: string): Technique {
  return { value, label: techniqueWords(value) };
}

export function techniqueWords(value: string): string {
  return sentence(value).replace(/^3d/, '3D');
}
