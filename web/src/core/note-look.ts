/** How a note, a sticker or a group looks, read from its parameters; for the DOM and the painted layer alike. */
import type { CanvasNode } from '@/core/canvas';
import { GROUP, type NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';

/** Chosen by people, so beside the tokens. */
export const NOTE_COLORS: Readonly<Record<string, string>> = {
  yellow: '#e3b341',
  pink: '#e2688f',
  blue: '#4c8dff',
  green: '#3fb27f',
  purple: '#8f6ff0',
  orange: '#e58a3c',
};

export const DEFAULT_GROUP_COLOR = '#6b7280';

/** `glyph`: an emoji instead of paper; `turn` in degrees; `opacity` from 0 to 1. */
export type NoteLook = {
  readonly color: string;
  readonly glyph: string;
  readonly turn: number;
  readonly opacity: number;
  readonly flipX: boolean;
  readonly flipY: boolean;
};

/** The look of a node that is paper, a sticker or a frame; none for cards. */
export function noteLook(node: CanvasNode, spec: NodeSpec | undefined): NoteLook | null {
  if (!spec || spec.runs || spec.inputs.length + spec.outputs.length > 0) return null;
  const named = (control: string): Json | undefined => {
    const properties = Object.entries(spec.parameters.properties ?? {});
    const found = properties.find(([, schema]) => schema['x-control'] === control);
    return found && (node.parameters[found[0]] ?? found[1].default);
  };
  const glyph = named('emoji');
  const color = named('color');
  if (glyph === undefined && color === undefined) return null;
  const number = (name: string, otherwise: number): number => {
    const value = node.parameters[name];
    return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
  };
  return {
    color: node.kind === GROUP ? groupColor(color) : noteColor(color),
    glyph: typeof glyph === 'string' ? glyph.slice(0, 32) : '',
    turn: number('rotation', 0),
    opacity: Math.min(1, Math.max(0.1, number('opacity', 100) / 100)),
    flipX: node.parameters.flip_x === true,
    flipY: node.parameters.flip_y === true,
  };
}

/** The colour of a note's name for it; yellow for one that is not known. */
export const noteColor = (name: Json | undefined): string =>
  NOTE_COLORS[String(name)] ?? (NOTE_COLORS.yellow as string);

/** A group's colour, if it is one: `#rgb`, `#rrggbb` or `#rrggbbaa`. */
export function groupColor(value: Json | undefined): string {
  const isColor =
    typeof value === 'string' && /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.test(value);
  return isColor ? (value as string) : DEFAULT_GROUP_COLOR;
}

/** A note's text without its marks, for where it is painted plain. */
export function plainText(text: string): string {
  return text
    .replace(/\*\*([^*\n]{1,2000})\*\*/g, '$1')
    .replace(/^#{1,3}\s+/gm, '')
    .replace(/^(\s{0,8})[-*]\s+/gm, '$1• ');
}
