import { describe, expect, it } from 'vitest';
import type { CanvasNode, Graph } from './canvas';
import { boxOf } from './free-place';
import type { Offer } from './models';
import { nodeOf } from './node.fixture';
import type { Shot } from './product-shot';
import { columnsFor, createShots } from './product-shot-nodes';
import type { NodeSpec } from './spec';

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
  width: 320,
  height: 320,
  ...more,
});

const picture = {
  name: 'output',
  title: 'Picture',
  types: ['image' as const],
  list: false,
  parameter: null,
  type_parameter: null,
  description: '',
};

const kinds = new Map(
  [
    kind('image-generator', {
      parameters: { properties: { model: { 'x-control': 'model' } } },
      outputs: [picture],
    }),
    kind('media', { outputs: [picture] }),
    kind('group'),
    kind('product-shot', { width: 400, height: 520 }),
  ].map((one) => [one.kind, one]),
);

const node = (id: string, kindName: string, more: Partial<CanvasNode> = {}): CanvasNode => ({
  ...nodeOf(id, kindName),
  ...more,
});

const shots = (count: number): Shot[] =>
  Array.from({ length: count }, (_, at) => ({
    number: at + 1,
    angle: `Angle ${at + 1}`,
    description: '',
    prompt: `Prompt ${at + 1}`,
    camera: '',
    composition: '',
  }));

const graphOf = (nodes: CanvasNode[], wired = false): Graph => ({
  nodes: new Map(nodes.map((one) => [one.id, one])),
  edges: new Map(
    wired
      ? [
          [
            'e',
            {
              id: 'e',
              source: 'pic',
              output: 'output',
              target: 'shot',
              input: 'product',
              order: 0,
            },
          ],
        ]
      : [],
  ),
});

const agent = node('shot', 'product-shot', { parameters: { product_name: 'Lamp' } });
const models = { models: [] as Offer[], auto: {} };

const overlap = (one: CanvasNode, other: CanvasNode, graph: Graph): boolean => {
  const [a, b] = [boxOf(graph, kinds, one), boxOf(graph, kinds, other)];
  const inX = a.x < b.x + b.width && b.x < a.x + a.width;
  return inX && a.y < b.y + b.height && b.y < a.y + a.height;
};

describe('nodes of shots', () => {
  it('stand in two, three or four columns', () => {
    expect([1, 4, 5, 6, 7, 8].map(columnsFor)).toEqual([2, 2, 3, 3, 4, 4]);
  });

  it.each([1, 4, 6, 8])('are %i pictures that cover nothing, inside their group', (count) => {
    const others = Array.from({ length: 30 }, (_, at) =>
      node(`o${at}`, 'media', { x: (at % 6) * 420 + 60, y: Math.floor(at / 6) * 410 }),
    );
    const before = graphOf([agent, ...others]);
    const made = createShots({ graph: before, kinds, models }, 'shot', shots(count), null);
    const graph = graphOf([agent, ...others, ...(made?.nodes ?? [])]);
    const [group, ...members] = made?.nodes ?? [];
    expect(group?.kind).toBe('group');
    expect(group?.name).toBe('Shots of Lamp');
    expect(made?.makers).toEqual(members.map((one) => one.id));
    for (const one of members) {
      expect(one.parent).toBe(group?.id);
      expect(one.x).toBeGreaterThanOrEqual(0);
      expect(one.x + 320).toBeLessThanOrEqual(group?.width ?? 0);
      expect(one.y + 320).toBeLessThanOrEqual(group?.height ?? 0);
      for (const other of members) expect(one === other || !overlap(one, other, graph)).toBe(true);
    }
    for (const other of [agent, ...others]) {
      expect(group && overlap(group, other, graph)).toBe(false);
    }
  });

  it('carry name and prompt, and are wired to the connected picture', () => {
    const graph = graphOf([agent, node('pic', 'media', { x: -600 })], true);
    const made = createShots({ graph, kinds, models }, 'shot', shots(2), node('held', 'media'));
    expect(made?.nodes.slice(1).map((one) => [one.name, one.parameters.prompt])).toEqual([
      ['Angle 1', 'Prompt 1'],
      ['Angle 2', 'Prompt 2'],
    ]);
    expect(made?.edges.map(({ source, target, input }) => [source, target, input])).toEqual(
      made?.makers.map((id) => ['pic', id, 'reference']),
    );
  });

  it('bring the picture along that the node itself holds', () => {
    const held = node('held', 'media', { width: 280, height: 200 });
    const made = createShots({ graph: graphOf([agent]), kinds, models }, 'shot', shots(4), held);
    expect(made?.nodes.find((one) => one.id === 'held')?.name).toBe('Lamp');
    expect(made?.edges.map((edge) => edge.source)).toEqual(Array(4).fill('held'));
  });

  it('use the model that keeps a product only where it can be used', () => {
    const offer = (available: boolean): Offer[] => [
      {
        id: 'nanobanana-pro',
        title: '',
        provider: 'fal',
        modality: 'image',
        task: 'image',
        available,
      },
    ];
    const used = (offers: Offer[]) => {
      const around = { graph: graphOf([agent]), kinds, models: { models: offers, auto: {} } };
      return createShots(around, 'shot', shots(1), null)?.nodes[1]?.parameters.model;
    };
    expect(used(offer(true))).toBe('nanobanana-pro');
    expect(used(offer(false))).toBe('auto');
    expect(used([])).toBe('auto');
  });

  it('are none without shots', () => {
    expect(createShots({ graph: graphOf([agent]), kinds, models }, 'shot', [], null)).toBeNull();
  });
});
