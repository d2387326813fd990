import { expect, it } from 'vitest';
import type { CanvasEdge, CanvasNode } from '@/core/canvas';
import { listInputs, readEach, withInput, writeEach } from './each';
import type { NodeSpec } from './spec';

const maker = {
  kind: 'maker',
  runs: true,
  inputs: [
    { name: 'text', many: true },
    { name: 'first_frame', many: false },
  ],
  outputs: [{ name: 'output', list: false }],
} as unknown as NodeSpec;
const list = { kind: 'list', runs: false, inputs: [], outputs: [{ name: 'output', list: true }] };
const kinds = new Map([
  ['maker', maker],
  ['list', list as unknown as NodeSpec],
]);
const nodes: Record<string, Partial<CanvasNode>> = {
  one: { kind: 'maker', parameters: {} },
  each: { kind: 'maker', parameters: { each: { inputs: ['text'], pairing: 'zip' } } },
  list: { kind: 'list', parameters: {} },
};
const nodeOf = (id: string): CanvasNode | undefined => nodes[id] as CanvasNode | undefined;
const wire = (source: string, input: string): CanvasEdge =>
  ({ id: `${source} ${input}`, source, output: 'output', target: 't', input }) as CanvasEdge;
const names = (...wires: CanvasEdge[]): string[] =>
  listInputs(maker, wires, kinds, nodeOf).map((input) => input.name);

it('reads only what the kind has, and nothing from what has another shape', () => {
  const read = (value: unknown) => readEach(maker, { each: value } as never);
  expect(read({ inputs: ['text', 'gone'], pairing: 'cross' })).toEqual({
    inputs: ['text'],
    pairing: 'cross',
  });
  for (const odd of [undefined, null, 3, [], 'x', {}, { inputs: 'text' }]) {
    expect(read(odd).inputs).toEqual([]);
  }
});

it('writes nothing for a node that runs once', () => {
  const each = withInput({ inputs: [], pairing: 'cross' }, 'text', true);
  expect(writeEach(each)).toEqual({ inputs: ['text'], pairing: 'cross' });
  expect(writeEach(withInput(each, 'text', false))).toBeUndefined();
});

it('finds inputs where several values arrive', () => {
  expect(names(wire('one', 'text'))).toEqual([]);
  expect(names(wire('one', 'text'), wire('one', 'text'))).toEqual(['text']);
  expect(names(wire('list', 'first_frame'))).toEqual(['first_frame']);
  expect(names(wire('each', 'text'), wire('gone', 'first_frame'))).toEqual(['text']);
});
