/** Which of a list's assets are chosen: one, several, or all from one to another. */

export type Selection = {
  readonly ids: ReadonlySet<string>;
  /** Where a range begins. */
  readonly anchor: string | null;
};

export const NONE: Selection = { ids: new Set(), anchor: null };

export type Way = 'only' | 'toggle' | 'range';

/** The selection after a press on one of `order`. */
export function choose(
  selection: Selection,
  order: readonly string[],
  id: string,
  way: Way,
): Selection {
  if (way === 'only') return { ids: new Set([id]), anchor: id };
  if (way === 'toggle') {
    const ids = new Set(selection.ids);
    if (!ids.delete(id)) ids.add(id);
    return { ids, anchor: id };
  }
  const from = Math.max(0, order.indexOf(selection.anchor ?? id));
  const to = order.indexOf(id);
  const [first, last] = from < to ? [from, to] : [to, from];
  return { ids: new Set(order.slice(first, last + 1)), anchor: order[from] ?? id };
}

/** The selection after a step with Shift: on from where it began, or anew from where the step began. */
export function stretch(
  selection: Selection,
  order: readonly string[],
  from: string,
  to: string,
): Selection {
  const begun = selection.ids.has(from) ? selection : { ids: selection.ids, anchor: from };
  return choose(begun, order, to, 'range');
}

/** Without what is no longer listed; the same object if all of it is. */
export function kept(selection: Selection, order: readonly string[]): Selection {
  if (selection.ids.size === 0) return selection;
  const there = new Set(order);
  const ids = [...selection.ids].filter((id) => there.has(id));
  return ids.length === selection.ids.size ? selection : { ...selection, ids: new Set(ids) };
}

/** What a press means by the keys that are held. */
export function wayOf(event: { shiftKey: boolean; metaKey: boolean; ctrlKey: boolean }): Way {
  if (event.shiftKey) return 'range';
  return event.metaKey || event.ctrlKey ? 'toggle' : 'only';
}
