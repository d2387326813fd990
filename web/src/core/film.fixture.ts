/** A film kind with inputs of its model, the models of the shared cases, and a graph around it; for tests. */
import cases from '../../../tests/cases/models.json';
import type { CanvasEdge, Graph } from './canvas';
import type { Models, Offer } from './models';
import { nodeOf } from './node.fixture';
import type { InputSpec, Kinds, NodeSpec } from './spec';
import type { ValueType } from './values';

const away: Record<string, string> = cases.unavailable;

export const models: Models = {
  models: cases.cards.map(
    (card) =>
      ({
        ...card,
        available: away[card.provider] === undefined,
        unavailable_reason: away[card.provider] ?? null,
      }) as Offer,
  ),
  auto: cases.auto,
};

const end = (name: string, type: ValueType, rest: Partial<InputSpec> = {}): InputSpec => ({
  name,
  title: name,
  types: [type],
  many: false,
  required: false,
  limit: null,
  by_model: true,
  description: '',
  ...rest,
});

export const film: NodeSpec = {
  kind: 'film',
  version: 1,
  title: 'Film',
  description: '',
  group: 'video',
  icon: 'film',
  runs: true,
  inputs: [
    end('text', 'text', { many: true, by_model: false }),
    end('first_frame', 'image'),
    end('last_frame', 'image'),
    end('reference', 'image', { many: true, limit: 9 }),
    end('video', 'video'),
  ],
  outputs: [
    {
      name: 'output',
      title: 'Film',
      types: ['video'],
      list: false,
      parameter: null,
      type_parameter: null,
      description: '',
    },
  ],
  parameters: {
    properties: { model: { type: 'string', default: 'auto', 'x-control': 'model' } },
  },
  task: 'video',
  width: 400,
  height: 260,
};

export const picture: NodeSpec = {
  ...film,
  kind: 'picture',
  title: 'Picture',
  inputs: [],
  outputs: film.outputs.map((output) => ({ ...output, types: ['image'] })),
  parameters: {},
  task: null,
};

export const kinds: Kinds = new Map([film, picture].map((kind) => [kind.kind, kind]));

/** A film node `f` with this model; every picture named is wired to the input it names. */
export function filmWith(model: string, ...inputs: string[]): Graph {
  const edges = inputs.map(
    (input, order): CanvasEdge => ({
      id: `e${order}`,
      source: `p${order}`,
      output: 'output',
      target: 'f',
      input,
      order,
    }),
  );
  const nodes = [
    nodeOf('f', 'film', { model }),
    ...inputs.map((_, order) => nodeOf(`p${order}`, 'picture')),
    nodeOf('free', 'picture'),
  ];
  return {
    nodes: new Map(nodes.map((one) => [one.id, one])),
    edges: new Map(edges.map((edge) => [edge.id, edge])),
  };
}
