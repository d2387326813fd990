/** How this browser shows itself to others: a name and a colour, chosen once. */

const KEY = 'koda.me';
export const COLORS = ['#6ba1ff', '#57c99a', '#e6b65c', '#ef8ba7', '#a78bf5', '#5cc8c0', '#f09a6b'];
const NAMES = ['Heron', 'Otter', 'Lynx', 'Wren', 'Fox', 'Hare', 'Finch', 'Stag', 'Owl', 'Seal'];

export type Me = { name: string; color: string };

export function readMe(): Me {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? 'null') as Partial<Me> | null;
    if (typeof kept?.name === 'string' && typeof kept.color === 'string') {
      return { name: kept.name, color: kept.color };
    }
    const me = { name: any(NAMES), color: any(COLORS) };
    localStorage.setItem(KEY, JSON.stringify(me));
    return me;
  } catch {
    return { name: any(NAMES), color: any(COLORS) };
  }
}

export function writeMe(me: Me): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(me));
  } catch {
    // Private windows may refuse: the name then lasts as long as the page.
  }
}

function any(list: readonly string[]): string {
  return list[Math.floor(Math.random() * list.length)] as string;
}
