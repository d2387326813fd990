/** Nodes and edges with everything filled in, for tests and benches. */

import type { SceneEdge, SceneNode } from './scene';

export function node(fields: Partial<SceneNode> & { id: string }): SceneNode {
  return {
    x: 0,
    y: 0,
    width: 280,
    height: 200,
    z: 0,
    shape: 'card',
    type: 'image',
    icon: 'image',
    title: fields.id,
    text: '',
    asset: '',
    color: '',
    selected: false,
    status: 'idle',
    progress: 0,
    ...fields,
  };
}

export function edge(
  fields: Partial<SceneEdge> & Pick<SceneEdge, 'id' | 'source' | 'target'>,
): SceneEdge {
  return { output: 0, outputs: 1, input: 0, inputs: 1, type: 'image', ...fields };
}
