/** Which assets are chosen, and which one is shown in full. */
import { type KeyboardEvent, type MouseEvent, useCallback, useMemo, useState } from 'react';
import type { LibraryItem } from '@/api/library-types';
import { choose, kept, NONE, type Selection, stretch, wayOf } from './selection';
import type { Items } from './use-acts';

export type Chosen = {
  readonly selection: Selection;
  /** In the order of the list. */
  readonly items: Items;
  /** The one shown in full. */
  readonly detail: LibraryItem | null;
  readonly press: (item: LibraryItem, event: MouseEvent) => void;
  /** With Shift all between where it began and the asset are chosen. */
  readonly walk: (item: LibraryItem, from: LibraryItem, event: KeyboardEvent) => void;
  readonly toggle: (item: LibraryItem) => void;
  readonly all: () => void;
  readonly clear: () => void;
  readonly showDetail: (items: Items) => void;
  readonly hideDetail: () => void;
  /** All that are chosen if the asset is among them, otherwise the asset alone. */
  readonly with: (item: LibraryItem) => Items;
};

/** `followsPress`: the asset that is pressed is shown in full. */
export function useChosen(listed: Items | null, followsPress: boolean): Chosen {
  const [wanted, setSelection] = useState(NONE);
  const [detailed, setDetailed] = useState<string | null>(null);
  const order = useMemo(() => (listed ?? []).map((item) => item.id), [listed]);
  const selection = useMemo(() => kept(wanted, order), [wanted, order]);
  const items = useMemo(
    () => (listed ?? []).filter((item) => selection.ids.has(item.id)),
    [listed, selection],
  );
  const press = useCallback(
    (item: LibraryItem, event: MouseEvent) => {
      const way = wayOf(event);
      setSelection((now) => choose(now, order, item.id, way));
      if (followsPress && way === 'only') setDetailed(item.id);
    },
    [order, followsPress],
  );
  const walk = useCallback(
    (item: LibraryItem, from: LibraryItem, event: KeyboardEvent) => {
      if (event.shiftKey) setSelection((now) => stretch(now, order, from.id, item.id));
      setDetailed((now) => (now === null ? null : item.id));
    },
    [order],
  );
  return {
    selection,
    items,
    detail: listed?.find((item) => item.id === detailed) ?? null,
    press,
    walk,
    toggle: (item) => setSelection((now) => choose(now, order, item.id, 'toggle')),
    all: () => setSelection({ ids: new Set(order), anchor: order[0] ?? null }),
    clear: () => setSelection(NONE),
    showDetail: ([item]) => setDetailed(item?.id ?? null),
    hideDetail: () => setDetailed(null),
    with: (item) => (selection.ids.has(item.id) ? items : [item]),
  };
}
