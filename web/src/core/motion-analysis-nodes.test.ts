import { expect, it } from 'vitest';
import type { Graph } from './canvas';
import { createPrompt, makerOf } from './motion-analysis-nodes';
import { nodeOf } from './node.fixture';
import type { InputSpec, NodeSpec, OutputSpec } from './spec';

const end = { name: 'text', title: 'Text', types: ['text'], list: false } as unknown;

const kind = (name: string, more: Partial<NodeSpec> = {}): NodeSpec => ({
  kind: name,
  version: 1,
  title: name,
  description: '',
  group: '',
  icon: '',
  runs: true,
  inputs: [],
  outputs: [],
  parameters: {},
  task: null,
  width: 300,
  height: 200,
  ...more,
});

const text = kind('text', {
  outputs: [end as OutputSpec],
  parameters: { properties: { content: { 'x-shared-text': true } } },
});
const video = kind('video-generator', {
  inputs: [end as InputSpec],
  parameters: { properties: { negative_prompt: {} } },
});
const kinds = new Map([text, video, kind('motion-analyzer')].map((one) => [one.kind, one]));

const node = nodeOf('m', 'motion-analyzer');
const graph: Graph = { nodes: new Map([['m', node]]), edges: new Map() };
const prompt = { title: 'The pass', prompt: 'A ball rushes by.', negative: 'text' };

it('puts a prompt beside the analysis as text', () => {
  const made = createPrompt(graph, kinds, 'm', prompt, null);
  expect(made?.nodes.map((one) => [one.kind, one.name, one.parameters.content])).toEqual([
    ['text', 'The pass', 'A ball rushes by.'],
  ]);
  expect(made?.nodes[0]?.x).toBeGreaterThanOrEqual(300);
  expect(made?.edges).toEqual([]);
});

it('wires it into what makes films, which also learns what to leave out', () => {
  const made = createPrompt(graph, kinds, 'm', prompt, makerOf(kinds, 'video'));
  const [words, maker] = made?.nodes ?? [];
  expect(maker?.parameters.negative_prompt).toBe('text');
  expect(made?.edges).toMatchObject([{ source: words?.id, target: maker?.id, input: 'text' }]);
  expect((words?.x ?? 0) + 300).toBeLessThan(maker?.x ?? 0);
});

it('offers nothing to wire into where nothing takes words', () => {
  expect(makerOf(kinds, 'image')).toBeNull();
  expect(createPrompt(graph, new Map(), 'm', prompt, null)).toBeNull();
});
