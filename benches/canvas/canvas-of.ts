/** A made-up canvas of any size, the same each time. */

import type { SceneChanges, SceneNode } from '@/features/canvas/scene/scene';
import { edge, node } from '@/features/canvas/scene/sample';

const COLOURS = ['#7a5c46', '#46637a', '#5b7a46', '#7a4667', '#8a7b45', '#3f6f6a'];
const WORDS = 'A quiet lake at dawn, mist over the water, slow camera, soft light, wide lens';

export function canvasOf(count: number): Required<Pick<SceneChanges, 'nodes' | 'edges'>> {
  const columns = Math.ceil(Math.sqrt(count * 1.4));
  const nodes = Array.from({ length: count }, (_, index) => made(index, columns));
  const edges = nodes.slice(1).map((one, index) => {
    const far = index % 29 === 0 ? Math.floor(index / 2) : index;
    const type = nodes[far]?.type ?? 'image';
    const ends = { source: `n_${far}`, target: one.id, outputs: 2, output: index % 2 };
    return edge({ id: `e_${index}`, ...ends, inputs: 3, input: index % 3, type });
  });
  return { nodes, edges };
}

function made(index: number, columns: number): SceneNode {
  const text = index % 5 === 0;
  const width = 280;
  return node({
    id: `n_${index}`,
    x: (index % columns) * 420,
    y: Math.floor(index / columns) * 340,
    width,
    height: text ? 150 : [210, 158, 240][index % 3],
    type: text ? 'text' : index % 7 === 0 ? 'video' : 'image',
    icon: text ? 'type' : 'image',
    title: text ? `Prompt ${index}` : `Lake study ${index}`,
    text: text ? WORDS : '',
    asset: text || index % 11 === 3 ? '' : `a_${index % 60}`,
    color: COLOURS[index % COLOURS.length] ?? '',
    status: index % 17 === 4 ? 'failed' : index % 23 === 6 ? 'stale' : 'done',
  });
}
