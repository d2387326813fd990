/** A node of a kind that is not on the canvas yet. */
import type { CanvasNode } from './canvas';
import { newNodeId } from './ids';
import type { NodeSpec } from './spec';
import type { Json } from './values';

/** A node of a kind at a place, with shared texts from the start: two first words land in one text. */
export function newNode(
  kind: NodeSpec,
  at: { x: number; y: number },
  parameters: Readonly<Record<string, Json>>,
  size: { width: number; height: number } = kind,
): CanvasNode {
  const texts = Object.entries(kind.parameters.properties ?? {})
    .filter(([, schema]) => schema['x-shared-text'])
    .map(([name, schema]) => [name, typeof schema.default === 'string' ? schema.default : '']);
  return {
    id: newNodeId(),
    kind: kind.kind,
    name: '',
    x: at.x,
    y: at.y,
    width: size.width,
    height: size.height,
    z: 0,
    parent: null,
    parameters: { ...Object.fromEntries(texts), ...parameters },
  };
}

/** The parameter of a kind that holds its text. */
export function sharedTextOf(kind: NodeSpec): string | undefined {
  const properties = Object.entries(kind.parameters.properties ?? {});
  return properties.find(([, schema]) => schema['x-shared-text'])?.[0];
}
