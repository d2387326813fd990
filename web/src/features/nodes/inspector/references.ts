/** What arrives at a node's inputs, wire by wire in their order; pure. */
import type { Step } from '@/api/types';
import type { CanvasEdge, CanvasNode } from '@/core/canvas';
import { type NodeSpec, outputTypes } from '@/core/spec';
import type { MediaType, ValueType } from '@/core/values';
import { isMedia, singles } from '@/core/values';

export type Reference = {
  readonly edge: CanvasEdge;
  readonly title: string;
  readonly type: ValueType;
  /** Pictures that arrive; several if a list does. */
  readonly assets: readonly { readonly asset: string; readonly type: MediaType }[];
  readonly text: string;
};

/** `result`: the newest result of the wire's source, which is what flows. */
export function readReference(
  edge: CanvasEdge,
  source: CanvasNode,
  kind: NodeSpec | undefined,
  result: Step | null,
): Reference {
  const output = kind?.outputs.find((one) => one.name === edge.output);
  const type = (kind && output && outputTypes(kind, output, source.parameters)[0]) ?? 'text';
  const base = { edge, title: source.name || kind?.title || source.kind, type };
  if (output?.parameter) {
    const unset = kind?.parameters.properties?.[output.parameter]?.default;
    const value = source.parameters[output.parameter] ?? unset;
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    const isFile = type === 'image' || type === 'video' || type === 'audio';
    if (isFile) return { ...base, assets: text ? [{ asset: text, type }] : [], text: '' };
    return { ...base, assets: [], text };
  }
  const values = singles(result?.outputs[edge.output]);
  const assets = values.filter(isMedia).map(({ asset, type: media }) => ({ asset, type: media }));
  const words = values.map((value) => ('text' in value ? value.text : '')).filter(Boolean);
  return { ...base, assets, text: words.join('\n') };
}

/** The ids in another order: `id` so many places further. */
export function moved(ids: readonly string[], id: string, by: number): string[] {
  const at = ids.indexOf(id);
  const to = Math.min(ids.length - 1, Math.max(0, at + by));
  if (at < 0 || to === at) return [...ids];
  const next = ids.filter((one) => one !== id);
  next.splice(to, 0, id);
  return next;
}
