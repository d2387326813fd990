import { expect, it } from 'vitest';
import { readExport } from './read-export';

const node = { id: 'n1', type: 'text', position: { x: 0, y: 0 }, data: { content: 'a fox' } };
const read = (value: unknown, file = 'my-fox-workflow.json') =>
  readExport(JSON.stringify(value), file);

it('reads what the original exported', () => {
  const file = { version: '1.0', spaceName: ' Fox ', exportedAt: '', nodes: [node], edges: [] };
  expect(read(file)).toEqual({ draft: { name: 'Fox', nodes: [node], edges: [] } });
});

it('reads what Koda exported, and the answer of its server', () => {
  const canvas = { id: 'c', name: 'Fox', nodes: [node], edges: [] };
  expect(read(canvas)).toEqual({ draft: { name: 'Fox', nodes: [node], edges: [] } });
  expect(read({ canvas, backend: 'sqlite' })).toEqual(read(canvas));
});

it('names a canvas without a name after its file', () => {
  expect(read({ nodes: [node] })).toEqual({ draft: { name: 'my-fox', nodes: [node], edges: [] } });
});

it('says why a file is no canvas', () => {
  expect(readExport('not json', 'a.json')).toEqual({ problem: 'It is not JSON.' });
  for (const value of [null, [], {}, { nodes: 'x' }, { nodes: [1] }, { nodes: [], edges: {} }]) {
    expect(read(value)).toEqual({ problem: 'It has no nodes and edges.' });
  }
});
