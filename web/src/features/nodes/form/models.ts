/** The models of a picker in their groups. */
import { isUsable, type ModelCard } from '@/core/models';

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

export type Family = {
  /** What its models' names begin with; empty for one that stands alone. */
  readonly title: string;
  readonly members: readonly { readonly card: ModelCard; readonly short: string }[];
};

/** Cards that are one model with other inputs together, in the order of their first; others alone. */
export function familiesOf(cards: readonly ModelCard[]): Family[] {
  const families = new Map<string, ModelCard[]>();
  for (const card of cards) {
    const key = card.family || card.id;
    families.set(key, [...(families.get(key) ?? []), card]);
  }
  return [...families.values()].map((list) => {
    const title = list.length > 1 ? commonStart(list.map((card) => card.title)) : '';
    const short = (card: ModelCard): string => card.title.slice(title.length).trim() || card.title;
    return { title, members: list.map((card) => ({ card, short: short(card) })) };
  });
}

/** Whole words that all of them begin with. */
function commonStart(titles: readonly string[]): string {
  const [first = [], ...rest] = titles.map((title) => title.split(' '));
  const end = first.findIndex((word, at) => rest.some((words) => words[at] !== word));
  return first.slice(0, end < 0 ? first.length : end).join(' ');
}
