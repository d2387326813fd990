/** The models on offer, by who runs them. */
import type { ModelOffer } from '@/api/types';

export type ProviderOffer = {
  readonly id: string;
  readonly title: string;
  readonly isAvailable: boolean;
  /** What is missing, as a sentence; empty if nothing is. */
  readonly missing: string;
  readonly models: readonly ModelOffer[];
};

const TITLES: Record<string, string> = { offline: 'This machine', fal: 'fal.ai' };

/** In the order of the catalog; models that are no longer made are left out. */
export function groupByProvider(models: readonly ModelOffer[]): ProviderOffer[] {
  const grouped = new Map<string, ModelOffer[]>();
  for (const model of models) {
    if (model.retired === true) continue;
    const list = grouped.get(model.provider);
    if (list) list.push(model);
    else grouped.set(model.provider, [model]);
  }
  return [...grouped].map(([id, list]) => ({
    id,
    title: TITLES[id] ?? id,
    isAvailable: list.some((model) => model.available),
    missing: list.every((model) => !model.available) ? reasonOf(list) : '',
    models: list,
  }));
}

function reasonOf(models: readonly ModelOffer[]): string {
  const reason = models.find((model) => model.unavailable_reason)?.unavailable_reason ?? '';
  const sentence = reason ? reason[0]?.toUpperCase() + reason.slice(1) : 'It is not set up.';
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}
