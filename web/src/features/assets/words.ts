/** Sizes, days and counts as a person reads them. */
import type { LibraryItem } from '@/api/library-types';

const DAY = 24 * 60 * 60 * 1000;

/** `0:07`, `1:05`; for media, whose seconds count. */
export function formatSeconds(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** The heading under which a day's assets stand: `Today`, `Yesterday`, `Tuesday`, `3 March`, `March 2025`. */
export function dayTitle(then: number, now: number): string {
  const days = Math.round((startOfDay(now) - startOfDay(then)) / DAY);
  const date = new Date(then);
  if (days <= 0) return 'Today';
  if (days === 1) return 'Yesterday';
  if (days < 7) return date.toLocaleDateString('en-GB', { weekday: 'long' });
  if (date.getFullYear() === new Date(now).getFullYear() && days < 60) {
    return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long' });
  }
  return date.toLocaleDateString('en-GB', { month: 'long', year: 'numeric' });
}

/** Midnight of a day in the person's own time. */
export function startOfDay(time: number): number {
  const date = new Date(time);
  date.setHours(0, 0, 0, 0);
  return date.getTime();
}

export const filesWords = (count: number): string => (count === 1 ? '1 file' : `${count} files`);

export const canvasesWords = (count: number): string =>
  count === 1 ? '1 canvas' : `${count} canvases`;

const KINDS = { image: 'Image', video: 'Video', audio: 'Sound', file: 'File' } as const;

export const kindTitle = (kind: LibraryItem['kind']): string => KINDS[kind];

/** What an asset is called: its name, else how its prompt begins. */
export function titleOf(item: Pick<LibraryItem, 'name' | 'prompt' | 'kind'>): string {
  const prompt = item.prompt?.trim().replace(/\s+/g, ' ') ?? '';
  if (item.name) return item.name;
  if (prompt === '') return kindTitle(item.kind);
  return prompt.length > 80 ? `${prompt.slice(0, 80).replace(/\s\S*$/, '')}…` : prompt;
}

/** How long something stays in the trash: `30 days left`, `Last day`. */
export function leftWords(leaves: number, now: number): string {
  const days = Math.ceil((leaves - now) / DAY);
  return days <= 1 ? 'Last day' : `${days} days left`;
}
