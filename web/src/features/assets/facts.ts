/** What is known of an asset, as lines of a name and a value. */
import type { LibraryItem } from '@/api/library-types';
import type { Asset } from '@/api/types';
import { formatMoney } from '@/core/money';
import { formatBytes } from '@/lib/bytes';
import { formatSeconds } from './words';

export type Fact = readonly [name: string, value: string];

const ORIGINS = { generated: 'Made here', uploaded: 'Uploaded', imported: 'Imported' } as const;

export function factsOf(item: LibraryItem, asset: Asset | null): Fact[] {
  const recipe = asset?.recipe ?? null;
  const facts: [string, string | null][] = [
    ['Model', item.model],
    ['Seed', recipe?.seed === null || recipe?.seed === undefined ? null : String(recipe.seed)],
    ['Size', item.width && item.height ? `${item.width} × ${item.height}` : null],
    ['Length', item.duration === null ? null : formatSeconds(item.duration)],
    ['File', `${item.mime}, ${formatBytes(item.size)}`],
    ['Origin', ORIGINS[item.origin]],
    ['Cost', recipe && recipe.cost > 0 ? formatMoney(recipe.cost) : null],
    ['Made', new Date(item.created_at).toLocaleString('en-GB', WHEN)],
  ];
  return facts.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]));
}

const WHEN: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' };
