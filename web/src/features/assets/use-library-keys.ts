/** Keys on an asset of the library, beside those that walk it. */
import type { KeyboardEvent } from 'react';
import type { LibraryItem } from '@/api/library-types';
import { isApple } from '@/lib/keys';
import type { Acts, Items } from './use-acts';
import type { Chosen } from './use-chosen';

type Parts = {
  acts: Acts;
  chosen: Chosen;
  isTrash: boolean;
  /** What Enter does. */
  open: (items: Items) => void;
};

/** What a key does, by its name; one that does nothing here is left to whoever else hears it. */
export function keyActs({ acts, chosen, isTrash, open }: Parts) {
  const star = (items: Items): void =>
    acts.star(
      items,
      items.some((item) => !item.favourite),
    );
  const away = (items: Items): void => {
    if (!isTrash) acts.trash(items);
  };
  const out = (): boolean => {
    if (chosen.items.length > 0) chosen.clear();
    else if (chosen.detail) chosen.hideDetail();
    else return false;
    return true;
  };
  return (item: LibraryItem, event: KeyboardEvent): void => {
    const items = chosen.with(item);
    const mod = isApple ? event.metaKey : event.ctrlKey;
    const byKey: Record<string, () => unknown> = {
      enter: () => open(items),
      ' ': () => chosen.toggle(item),
      f: () => star(items),
      d: () => acts.download(items),
      i: () => chosen.showDetail([item]),
      delete: () => away(items),
      backspace: () => away(items),
      'mod+a': chosen.all,
      escape: out,
    };
    const act = byKey[`${mod ? 'mod+' : ''}${event.key.toLowerCase()}`];
    if (!act || event.altKey || act() === false) return;
    event.preventDefault();
    event.stopPropagation();
  };
}

export const LIBRARY_KEYS: readonly { keys: string; title: string }[] = [
  { keys: '/', title: 'Search' },
  { keys: 'arrows', title: 'Go from one to the next' },
  { keys: 'enter', title: 'Open' },
  { keys: 'space', title: 'Choose, or no longer' },
  { keys: 'mod+a', title: 'Choose all that are loaded' },
  { keys: 'f', title: 'Favourite' },
  { keys: 'd', title: 'Download' },
  { keys: 'i', title: 'Details' },
  { keys: 'delete', title: 'Throw away' },
  { keys: 'escape', title: 'Choose none, then close' },
];
