/** Colours as numbers. */

type Rgb = [number, number, number];

function channels(color: string): Rgb {
  const value = Number.parseInt(color.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

export function alpha(color: string, opacity: number): string {
  return `rgba(${channels(color).join(', ')}, ${Math.round(opacity * 1000) / 1000})`;
}

export function blend(from: string, to: string, share: number): string {
  const one = channels(from);
  const other = channels(to);
  const parts = one.map((part, at) => Math.round(part + ((other[at] ?? 0) - part) * share));
  return `rgb(${parts.join(', ')})`;
}
