/** What a key may do, in words. */
import type { KeyScope } from '@/api/session-types';

/** What can be given beside reading, which every key may. */
export const CHOICES: readonly { readonly scope: KeyScope; readonly title: string }[] = [
  { scope: 'edit', title: 'Change canvases and assets' },
  { scope: 'run', title: 'Run, and spend your money' },
  { scope: 'admin', title: 'Change settings and links' },
];

const WORDS: Record<KeyScope, string> = {
  read: 'read',
  edit: 'edit',
  run: 'run',
  admin: 'everything but keys and devices',
};

export function scopeWords(scopes: readonly KeyScope[]): string {
  if (scopes.includes('admin')) return `May do ${WORDS.admin}`;
  const order: readonly KeyScope[] = ['read', 'edit', 'run'];
  const words = order.filter((one) => one === 'read' || scopes.includes(one));
  const last = words.at(-1);
  return words.length === 1 ? 'May read' : `May ${words.slice(0, -1).join(', ')} and ${last}`;
}
