/** The state of a service in a word or two. */
import type { Connection } from '@/api/connection-types';

export function stateWords({ state, source, part }: Connection): string {
  if (state === 'broken') return 'Needs attention';
  if (state === 'missing') {
    if (part === 'animation') return 'Comes later';
    return part === 'media' || part === 'text' ? 'Not connected' : 'Not in use';
  }
  return source === 'stored' ? 'Connected, key stored' : 'Connected';
}
