/** The colours of notes and groups; beside the tokens, because a person chooses them. */
import type { Json } from '@/core/values';

const NOTES: Readonly<Record<string, string>> = {
  yellow: '#e3b341',
  pink: '#e2688f',
  blue: '#4c8dff',
  green: '#3fb27f',
  purple: '#8f6ff0',
  orange: '#e58a3c',
};

/** The colour of a note's name for it; yellow for one that is not known. */
export const noteColor = (name: Json | undefined): string =>
  NOTES[String(name)] ?? (NOTES.yellow as string);

export const GROUP_COLORS = [
  { title: 'Grey', color: '#6b7280' },
  { title: 'Red', color: '#dc5a4b' },
  { title: 'Orange', color: '#e58a3c' },
  { title: 'Yellow', color: '#e3b341' },
  { title: 'Green', color: '#3fb27f' },
  { title: 'Teal', color: '#2bb6a3' },
  { title: 'Blue', color: '#4c8dff' },
  { title: 'Indigo', color: '#6366f1' },
  { title: 'Purple', color: '#a06ff0' },
  { title: 'Pink', color: '#e2688f' },
] as const;

/** A group's colour, if it is one: `#rgb`, `#rrggbb` or `#rrggbbaa`. */
export function groupColor(value: Json | undefined): string {
  const isColor =
    typeof value === 'string' && /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(value);
  return isColor ? (value as string) : GROUP_COLORS[0].color;
}
