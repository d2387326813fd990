/** What a link lets its holder do, in a word and in a sentence. */
import type { Share } from '@/api/session-types';

export const ACCESS_LABELS: Record<Share['access'], string> = {
  view: 'View',
  edit: 'Edit',
  run: 'Edit and run',
};

const SENTENCES: Record<Share['access'], string> = {
  view: 'Whoever has the link can look, play and download. They change nothing and cost nothing.',
  edit: 'Whoever has the link can look and change everything here. They run nothing and cost nothing.',
  run: 'Whoever has the link can change this canvas and run it. Their runs cost your money.',
};

export const sentenceOf = (access: Share['access']): string => SENTENCES[access];
