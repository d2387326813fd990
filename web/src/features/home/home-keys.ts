/** The keys of home, once: they are bound and shown from here. */

export const HOME_KEYS = {
  search: { keys: '/', title: 'Search' },
  create: { keys: 'n', title: 'New canvas' },
  say: { keys: 's', title: 'Say what to make' },
  keys: { keys: '?', title: 'Keyboard shortcuts' },
} as const;

/** Keys of a focused card, for the `?` panel. */
export const CARD_KEYS = [
  { keys: 'arrows', title: 'Move between canvases' },
  { keys: 'enter', title: 'Open' },
  { keys: 'f2', title: 'Rename' },
  { keys: 'mod+d', title: 'Duplicate' },
  { keys: 'delete', title: 'Move to the trash' },
] as const;
