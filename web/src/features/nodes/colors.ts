/** The colours on offer for groups; beside the tokens, because a person chooses them. */
import { DEFAULT_GROUP_COLOR } from '@/core/note-look';

export const GROUP_COLORS = [
  { title: 'Grey', color: DEFAULT_GROUP_COLOR },
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
