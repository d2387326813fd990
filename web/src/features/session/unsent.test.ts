import { expect, it } from 'vitest';
import type { CanvasNode } from '@/core/canvas';
import { nodeOf } from '@/core/node.fixture';
import { changedNodes, textOf } from './unsent';

const node = (id: string, parameters: CanvasNode['parameters'] = {}): CanvasNode =>
  nodeOf(id, 'text', parameters);
const graph = (...nodes: CanvasNode[]) => ({
  nodes: new Map(nodes.map((one) => [one.id, one])),
  edges: new Map(),
});

it('finds the nodes that are new or other than the server knows', () => {
  const now = graph(node('a'), node('b', { content: 'new words' }), node('c'));
  const confirmed = graph(node('a'), node('b', { content: 'old words' }), node('gone'));
  expect(changedNodes(now, confirmed).map((one) => one.id)).toEqual(['b', 'c']);
});

it('shows the text that was most work to write', () => {
  expect(textOf(node('a', { model: 'auto', content: 'A lighthouse in a storm' }))).toBe(
    'A lighthouse in a storm',
  );
  expect(textOf(node('a', { count: 3 }))).toBe('');
});
