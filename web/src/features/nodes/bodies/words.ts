/** What a card says before somebody has written: what to write, and what to do first. */
import type { NodeSpec } from '@/core/spec';
import { isMediaType, TYPE_TITLES } from '@/core/values';

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
export function firstStep(kind: NodeSpec, wired: ReadonlySet<string>): string {
  const missing = kind.inputs.filter(
    (input) => input.required && !wired.has(input.name) && input.types.some(isMediaType),
  );
  if (missing.length === 0) return kind.description;
  const words = missing.map((input) => {
    const type = input.types.map((one) => TYPE_TITLES[one].toLowerCase()).join(' or ');
    return input.title.toLowerCase() === type ? type : `${type} as ${input.title.toLowerCase()}`;
  });
  return `Connect ${withArticle(words[0] ?? '')}${words[1] ? ` and ${withArticle(words[1])}` : ''}.`;
}

const withArticle = (words: string): string => `${/^[aeiou]/.test(words) ? 'an' : 'a'} ${words}`;
