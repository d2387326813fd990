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
