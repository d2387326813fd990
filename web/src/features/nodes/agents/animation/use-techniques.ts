/** The recipes that scenes are made by, as options. */
import { useMemo } from 'react';
import type { AnimationPlan } from '@/core/animation-plan';
import { sentence } from '@/core/animation-questions';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import { TECHNIQUES } from './names';

export type Technique = { readonly value: string; readonly label: string };

/** What the kind offers; what a plan has is among them. */
export function useTechniques(kind: NodeSpec, plan: AnimationPlan): readonly Technique[] {
  return useMemo(() => {
    const used = plan.scenes.map(({ technique }) => technique).filter(Boolean);
    const names = [...new Set([...offeredIn(kind).map(({ value }) => value), ...used])];
    const titles = new Map(offeredIn(kind).map(({ value, label }) => [value, label]));
    return names.map((value) => ({ value, label: titles.get(value) ?? sentence(value) }));
  }, [kind, plan]);
}

/** The recipes that a kind's list may name. */
export function offeredIn(kind: NodeSpec): readonly Technique[] {
  const schema = kind.parameters.properties?.[TECHNIQUES];
  const items = schema?.items as { enum?: readonly Json[] } | undefined;
  const labels = (schema?.['x-labels'] ?? {}) as Readonly<Record<string, string>>;
  return (items?.enum ?? []).map((one) => {
    const value = String(one);
    return { value, label: labels[value] ?? sentence(value) };
  });
}
