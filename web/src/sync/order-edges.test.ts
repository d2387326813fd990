import { expect, it } from 'vitest';
import { nodeOf } from '@/core/node.fixture';
import { CanvasDocument } from '@/sync/canvas-document';

function wired(): CanvasDocument {
  const document = new CanvasDocument(() => false);
  document.add(['a', 'b', 'c', 't'].map((id) => nodeOf(id, 'k')));
  for (const source of ['a', 'b', 'c']) {
    document.connect({ source, output: 'out', target: 't', input: 'in' });
  }
  return document;
}

const sources = (document: CanvasDocument): string => document.edges.map((e) => e.source).join('');

it('puts the wires of an input in another order, as one step to undo', () => {
  const document = wired();
  const [a, b, c] = document.edges.map((edge) => edge.id) as [string, string, string];
  document.orderEdges([c, a, b]);
  expect(sources(document)).toBe('cab');
  document.undo();
  expect(sources(document)).toBe('abc');
});

it('writes nothing for the order there is', () => {
  const document = wired();
  const updates: Uint8Array[] = [];
  document.watchUpdates((update) => updates.push(update));
  document.orderEdges(document.edges.map((edge) => edge.id));
  expect(updates).toHaveLength(0);
});

it('fits a card without a step to undo', () => {
  const document = wired();
  document.renameNode('a', 'Mine');
  document.fit('a', { width: 160, height: 90 });
  document.undo();
  expect(document.node('a')).toMatchObject({ name: '', width: 160, height: 90 });
});
