/** What a card says before somebody has written: what to write, and what to do first. */
import type { ModelCard } from '@/core/models';
import type { NodeSpec } from '@/core/spec';
import { isMediaType } from '@/core/values';

const INVITATIONS: Readonly<Record<string, string>> = {
  image: 'Describe what you want to see',
  video: 'Describe what happens',
  music: 'Describe what you want to hear',
  sound: 'Describe what you want to hear',
  speech: 'Write what is said',
  inpaint: 'Describe what comes there',
};

/** What a prompt's field says while it is empty. */
export function invitation(kind: NodeSpec, description = ''): string {
  return INVITATIONS[kind.task ?? ''] ?? (description || 'Write something');
}

/** What an empty card says: what to connect first, or what the kind does. */
export function firstStep(
  kind: NodeSpec,
  card: ModelCard | null,
  wired: ReadonlySet<string>,
): string {
  if (card && !card.hasPrompt && card.controls.includes('dialogue')) {
    return 'Write who says what, in the inspector.';
  }
  const missing = kind.inputs.filter(
    (input) => input.required && !wired.has(input.name) && input.types.some(isMediaType),
  );
  if (missing.length === 0) return kind.description;
  const words = missing.map((input) => input.title.toLowerCase());
  return `Connect ${withArticle(words[0] ?? '')}${words[1] ? ` and ${withArticle(words[1])}` : ''}.`;
}

/** `a film`, `an image`, `values`. */
const withArticle = (words: string): string => {
  if (words.endsWith('s')) return words;
  return `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
};
