import { expect, it } from 'vitest';
import type { Step } from '@/api/types';
import type { CanvasEdge, CanvasNode } from '@/core/canvas';
import type { NodeSpec } from '@/core/spec';
import { moved, readReference } from './references';

const edge = {
  id: 'e',
  source: 's',
  output: 'output',
  target: 't',
  input: 'reference',
} as CanvasEdge;
const media = {
  title: 'Media',
  outputs: [
    {
      name: 'output',
      types: ['image', 'video', 'audio'],
      parameter: 'asset',
      type_parameter: 'type',
    },
  ],
  parameters: { properties: { type: { default: 'image' } } },
} as unknown as NodeSpec;
const maker = {
  title: 'Image generator',
  outputs: [{ name: 'output', types: ['image'], parameter: null, type_parameter: null }],
  parameters: {},
} as unknown as NodeSpec;
const node = (parameters: CanvasNode['parameters'], name = ''): CanvasNode =>
  ({ id: 's', name, kind: 'k', parameters }) as CanvasNode;

it('reads the file of a media node, in the type it has now', () => {
  const read = readReference(edge, node({ asset: 'a_1', type: 'video' }, 'Clip'), media, null);
  expect(read).toMatchObject({ title: 'Clip', type: 'video', assets: [{ asset: 'a_1' }] });
  expect(readReference(edge, node({}), media, null).assets).toEqual([]);
});

it('reads a number that is written on a node, and its default before that', () => {
  const number = {
    title: 'Number',
    outputs: [{ name: 'output', types: ['number'], parameter: 'value', type_parameter: null }],
    parameters: { properties: { value: { default: 1 } } },
  } as unknown as NodeSpec;
  expect(readReference(edge, node({ value: 2.5 }), number, null).text).toBe('2.5');
  expect(readReference(edge, node({}), number, null).text).toBe('1');
});

it('reads every picture of the newest result of a generator', () => {
  const outputs = {
    output: {
      type: 'list',
      items: ['a', 'b'].map((asset) => ({ type: 'image', asset, hash: asset })),
    },
  };
  const read = readReference(edge, node({}), maker, { outputs } as unknown as Step);
  expect(read.assets.map((one) => one.asset)).toEqual(['a', 'b']);
  expect(readReference(edge, node({}), maker, null).assets).toEqual([]);
});

it('moves one among the others, and not beyond the ends', () => {
  expect(moved(['a', 'b', 'c'], 'c', -1)).toEqual(['a', 'c', 'b']);
  expect(moved(['a', 'b', 'c'], 'a', 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b'], 'a', -1)).toEqual(['a', 'b']);
  expect(moved(['a'], 'x', 1)).toEqual(['a']);
});
