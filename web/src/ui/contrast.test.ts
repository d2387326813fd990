// @vitest-environment node
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

type Rgb = [number, number, number];
type Theme = Record<string, Rgb>;

const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8');

/** The colours that a rule of the tokens sets. */
function coloursOf(selector: string): Theme {
  const start = css.indexOf(`${selector} {`);
  expect(start, selector).toBeGreaterThanOrEqual(0);
  const rule = css.slice(start, css.indexOf('\n}', start));
  const found = rule.matchAll(/--([a-z-]+): #([0-9a-f]{6});/g);
  return Object.fromEntries(
    [...found].map(([, name = '', hex = '']) => [
      name,
      [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Rgb,
    ]),
  );
}

const dark = coloursOf(':root');
const light = { ...dark, ...coloursOf(':root[data-theme="light"]') };
const more = coloursOf(':root[data-contrast="more"]');
const themes: Record<string, Theme> = {
  dark,
  light,
  'dark, more contrast': { ...dark, ...more },
  'light, more contrast': {
    ...light,
    ...more,
    ...coloursOf(':root[data-contrast="more"][data-theme="light"]'),
  },
};

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((channel) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: Rgb, other: Rgb): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ['canvas', 'surface', 'raised'];
const TYPES = ['text', 'image', 'video', 'audio', 'number', 'json'].map((type) => `type-${type}`);

/** What must be readable: ink, ground, the least ratio. */
const PAIRS: [ink: string, ground: string, least: number][] = [
  ...GROUNDS.flatMap((ground): [string, string, number][] => [
    ['text', ground, 7],
    ['muted', ground, 4.5],
    ['error', ground, 4.5],
    ['warning', ground, 4.5],
    ['success', ground, 4.5],
    ['accent', ground, 4.5],
    ['control', ground, 3],
  ]),
  ...TYPES.flatMap((type): [string, string, number][] => [
    [type, 'canvas', 4.5],
    [type, 'surface', 4.5],
  ]),
  ['text', 'hover', 7],
  ['muted', 'hover', 4.5],
  ['error', 'hover', 4.5],
  ['warning', 'hover', 4.5],
  ['success', 'hover', 4.5],
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-hover', 4.5],
  ['on-error', 'error', 4.5],
  ['error', 'error-soft', 4.5],
  ['text', 'error-soft', 7],
  ['muted', 'error-soft', 4.5],
  ['accent', 'accent-soft', 3],
];

describe.each(Object.entries(themes))('the colours of %s', (_, theme) => {
  it.each(PAIRS)('--%s on --%s has a contrast of at least %f', (ink, ground, least) => {
    const inkColour = theme[ink];
    const groundColour = theme[ground];
    if (!inkColour || !groundColour) throw new Error(`No colour --${ink} or --${ground}`);
    expect(contrast(inkColour, groundColour)).toBeGreaterThanOrEqual(least);
  });
});
