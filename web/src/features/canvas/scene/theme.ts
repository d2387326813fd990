/** Colours and fonts that the layer paints with: canvas has no CSS variables, so they are read once and passed on. */

import { type SceneType, VALUE_TYPES } from './scene';

/** One drawing instruction of an icon, as lucide keeps them. */
export type IconShape = readonly [tag: string, attributes: Readonly<Record<string, string>>];

/**
 * `icons`: drawings by icon name, 24 units wide. `fontUrl`: where a worker finds the family, which does not see the page's fonts.
 */
export interface SceneTheme {
  canvas: string;
  surface: string;
  raised: string;
  line: string;
  text: string;
  muted: string;
  faint: string;
  accent: string;
  success: string;
  warning: string;
  error: string;
  types: Readonly<Record<SceneType, string>>;
  fontFamily: string;
  fontUrl?: string;
  icons: Readonly<Record<string, readonly IconShape[]>>;
}

const TYPE_COLOURS: Readonly<Record<SceneType, string>> = {
  text: '#e0b040',
  image: '#2bb6a3',
  video: '#8f6ff0',
  audio: '#e2688f',
  number: '#8a94a6',
  json: '#8a94a6',
};

const SHARED = {
  accent: '#4c8dff',
  success: '#3fb27f',
  warning: '#d9a03f',
  error: '#e5604d',
  types: TYPE_COLOURS,
  fontFamily: "'Inter Variable', Inter, system-ui, sans-serif",
  icons: {},
};

export const DARK: SceneTheme = {
  ...SHARED,
  canvas: '#0b0b0d',
  surface: '#141417',
  raised: '#1b1b1f',
  line: '#2a2a30',
  text: '#f2f2f0',
  muted: '#a1a1aa',
  faint: '#71717a',
};

export const LIGHT: SceneTheme = {
  ...SHARED,
  canvas: '#f6f6f4',
  surface: '#ffffff',
  raised: '#f1f1ee',
  line: '#e4e4e0',
  text: '#18181b',
  muted: '#52525b',
  faint: '#71717a',
};

/** Read a theme from CSS custom properties; `names` says which property holds which colour, the rest is `base`. */
export function readTheme(
  element: Element,
  base: SceneTheme,
  names: Partial<Record<keyof typeof COLOUR_KEYS | SceneType, string>>,
): SceneTheme {
  const style = getComputedStyle(element);
  const read = (name: string | undefined, otherwise: string): string =>
    (name === undefined ? '' : style.getPropertyValue(name).trim()) || otherwise;
  const types = VALUE_TYPES.map((type) => [type, read(names[type], base.types[type])]);
  const colours = Object.keys(COLOUR_KEYS).map((key) => {
    const known = key as keyof typeof COLOUR_KEYS;
    return [key, read(names[known], base[known])];
  });
  return { ...base, ...Object.fromEntries(colours), types: Object.fromEntries(types) };
}

const COLOUR_KEYS = {
  canvas: 0,
  surface: 0,
  raised: 0,
  line: 0,
  text: 0,
  muted: 0,
  faint: 0,
  accent: 0,
  success: 0,
  warning: 0,
  error: 0,
};
