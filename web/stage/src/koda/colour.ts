/** Colours `#RRGGBB`: mixed, and made see-through. */

import { clamp, mix } from './ease';

function parts(color: string): number[] {
  const hex = color.replace('#', '');
  const full = hex.length === 3 ? [...hex].map((one) => one + one).join('') : hex;
  return [0, 2, 4].map((at) => Number.parseInt(full.slice(at, at + 2), 16) || 0);
}

export function mixColors(a: string, b: string, t: number): string {
  const [from, to] = [parts(a), parts(b)];
  const mixed = from.map((one, at) => Math.round(mix(one, to[at] ?? 0, clamp(t))));
  return `#${mixed.map((one) => one.toString(16).padStart(2, '0')).join('')}`;
}

export function alpha(color: string, opacity: number): string {
  return `rgba(${parts(color).join(', ')}, ${clamp(opacity)})`;
}
