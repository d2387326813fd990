/** Models as the picker and the form read them: cards, prices, groups (the twin of `koda/providers/models.py`). */
import type { CatalogResponse, ModelOffer } from '@/api/types';
import type { Json, ValueType } from '@/core/values';

/** The value of a `model` parameter that leaves the choice to Koda. */
export const AUTO = 'auto';

export type ModelCard = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly group: string;
  readonly modality: ValueType;
  /** Why it cannot be used here; empty if it can. */
  readonly unavailable: string;
  /** The parameters it reads. */
  readonly controls: readonly string[];
  /** What a parameter may be with it, the default first. */
  readonly options: Readonly<Record<string, readonly Json[]>>;
  /** The most results of one request. */
  readonly most: number;
  /** The most references it takes; 0: it takes none. */
  readonly references: number;
  /** Micro-dollars of one result; none if nobody has said it. */
  readonly price: number | null;
  readonly priceFactors: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly note: string;
  readonly retired: boolean;
  readonly successor: string | null;
};

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const record = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

const sentence = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export function readCard(offer: ModelOffer): ModelCard {
  const references = record(offer.references);
  return {
    id: offer.id,
    title: offer.title,
    description: text(offer.description),
    group: text(offer.group) || 'Other',
    modality: offer.modality,
    unavailable: offer.available ? '' : sentence(offer.unavailable_reason || 'not set up here.'),
    controls: Array.isArray(offer.controls) ? offer.controls.map(String) : [],
    options: record(offer.options) as Record<string, Json[]>,
    most: typeof offer.most === 'number' ? offer.most : 1,
    references: typeof references.most === 'number' ? references.most : 0,
    price: typeof offer.price === 'number' ? offer.price : null,
    priceFactors: record(offer.price_factors) as Record<string, Record<string, number>>,
    note: text(offer.note),
    retired: offer.retired === true,
    successor: text(offer.successor) || null,
  };
}

/** Cards of one modality, in the order of the picker. */
export function cardsOf(catalog: CatalogResponse, modality: ValueType): ModelCard[] {
  return catalog.models.filter((offer) => offer.modality === modality).map(readCard);
}

/** The card that a `model` parameter means; none for an unknown one. */
export function findCard(
  catalog: CatalogResponse,
  modality: ValueType | null,
  model: Json | undefined,
): ModelCard | null {
  if (modality === null) return null;
  const id = model === undefined || model === AUTO ? catalog.auto[modality] : model;
  const offer = catalog.models.find((one) => one.id === id);
  return offer ? readCard(offer) : null;
}

/** The expected micro-dollars of a request; `values` are the ones the card offers. */
export function priceOf(
  card: ModelCard,
  values: Readonly<Record<string, Json>>,
  count: number,
): number {
  let price = (card.price ?? 0) * count;
  for (const [parameter, factors] of Object.entries(card.priceFactors)) {
    price *= factors[String(values[parameter])] ?? 1;
  }
  return Math.round(price);
}

export type ModelGroup = { readonly title: string; readonly cards: readonly ModelCard[] };

/**
 * The groups of the picker, in the order of their first model, those with something to choose first.
 * Retired models are left out, except the chosen one. `query`: every word of it is in a model's words.
 */
export function groupCards(
  cards: readonly ModelCard[],
  query: string,
  chosen: string | null,
): ModelGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const groups = new Map<string, ModelCard[]>();
  for (const card of cards) {
    if (card.retired && card.id !== chosen) continue;
    const said = `${card.title} ${card.group} ${card.description} ${card.id}`.toLowerCase();
    if (!words.every((word) => said.includes(word))) continue;
    groups.set(card.group, [...(groups.get(card.group) ?? []), card]);
  }
  const usable = (list: readonly ModelCard[]): number => (list.some(isUsable) ? 0 : 1);
  return [...groups]
    .map(([title, list]) => ({ title, cards: list }))
    .sort((a, b) => usable(a.cards) - usable(b.cards));
}

export const isUsable = (card: ModelCard): boolean => card.unavailable === '' && !card.retired;
