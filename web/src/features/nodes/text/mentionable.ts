/** What can be mentioned in a node's prompt: the nodes that are wired into it, and its files by number. */
import type { CanvasEdge, CanvasNode } from '@/core/canvas';
import { slugOf } from '@/core/mentions';
import { type NodeSpec, outputTypes } from '@/core/spec';
import type { ValueType } from '@/core/values';

export type Mentionable = {
  /** What is written after the sign. */
  readonly slug: string;
  readonly title: string;
  readonly type: ValueType;
  /** A picture of it, if there is one. */
  readonly asset: string | null;
};

export type Source = {
  readonly edge: CanvasEdge;
  readonly node: CanvasNode;
  readonly kind: NodeSpec | undefined;
  readonly assets: readonly string[];
};

/** Called by their place, not by a number (the twin of `_CALLED` in `koda/nodes/prompts.py`). */
const PLACED = new Set(['first_frame', 'last_frame', 'mask']);

/** Give what can be mentioned, in the order in which it is sent. `sources`: wires in their order. */
export function mentionable(kind: NodeSpec, sources: readonly Source[]): Mentionable[] {
  const found = new Map<string, Mentionable>();
  const counts = new Map<string, number>();
  for (const input of kind.inputs) {
    for (const source of sources.filter(({ edge }) => edge.input === input.name)) {
      const type = typeOf(source);
      const title = source.node.name || source.kind?.title || source.node.kind;
      const asset = source.assets[0] ?? null;
      const first = (counts.get(type) ?? 0) + 1;
      const isMedia = type !== 'text' && type !== 'number' && type !== 'json';
      const isPlaced = PLACED.has(input.name);
      if (isMedia && !isPlaced) counts.set(type, first + Math.max(1, source.assets.length) - 1);
      const named = slugOf(source.node.name);
      const slug = named || (isMedia && !isPlaced ? `${type}${first}` : '');
      if (slug && !found.has(slug)) found.set(slug, { slug, title, type, asset });
    }
  }
  return [...found.values()];
}

function typeOf({ edge, node, kind }: Source): ValueType {
  const output = kind?.outputs.find((one) => one.name === edge.output);
  return (kind && output && outputTypes(kind, output, node.parameters)[0]) ?? 'text';
}

/** Those whose name or title begins with what is written, or has it inside. */
export function matching(all: readonly Mentionable[], query: string): Mentionable[] {
  const wanted = slugOf(query);
  const fits = ({ slug, title }: Mentionable): boolean =>
    slug.includes(wanted) || slugOf(title).includes(wanted);
  return all
    .filter(fits)
    .sort((a, b) => Number(b.slug.startsWith(wanted)) - Number(a.slug.startsWith(wanted)));
}
