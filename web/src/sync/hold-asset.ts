/** Makes a node hold a file of the library, its card as high as the picture. */
import type { Asset } from '@/api/types';
import type { DraggedAsset } from '@/core/asset-drag';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import type { CanvasDocument } from './canvas-document';

const LEAST_HEIGHT = 100;
const MOST_HEIGHT = 640;
const AUDIO_HEIGHT = 120;

/** One step to undo; nothing if the node is gone. */
export function holdAsset(
  document: CanvasDocument,
  id: string,
  kind: NodeSpec,
  parameter: string,
  asset: Asset,
): void {
  const node = document.node(id);
  if (!node) return;
  document.step(() => {
    document.setParameters(id, heldValues(kind, parameter, asset));
    if (kind.runs) return;
    const width = node.width ?? kind.width;
    document.resize(id, { x: node.x, y: node.y, width, height: heightFor(asset, width) });
  });
}

/** The parameters of a node that holds the asset. */
export function heldValues(
  kind: NodeSpec,
  parameter: string,
  asset: DraggedAsset,
): Record<string, Json> {
  const type = kind.outputs.find((output) => output.parameter === parameter)?.type_parameter;
  return { [parameter]: asset.id, ...(type ? { [type]: asset.kind } : {}) };
}

/** The height of a card of this width that shows the asset whole. */
export function heightFor(asset: DraggedAsset, width: number): number {
  if (asset.kind === 'audio') return AUDIO_HEIGHT;
  if (!asset.width || !asset.height) return width;
  const height = Math.round((width * asset.height) / asset.width);
  return Math.min(MOST_HEIGHT, Math.max(LEAST_HEIGHT, height));
}

/** The parameter of a kind that names a file, if the kind is made to hold one. */
export function assetParameterOf(spec: NodeSpec): string | undefined {
  if (spec.runs) return undefined;
  const properties = Object.entries(spec.parameters.properties ?? {});
  return properties.find(([, schema]) => schema['x-control'] === 'asset')?.[0];
}
