/** What can be done about wires that nothing takes: another model, another input, or none. */
import type { CanvasEdge, Graph } from '@/core/canvas';
import { typesFit } from '@/core/connect';
import {
  AUTO,
  cardsOf,
  findCard,
  hasAll,
  isUsable,
  type ModelCard,
  type Models,
  takes,
} from '@/core/models';
import { filledRoles, inputPorts, modelOf, openInputs, usedCard } from '@/core/ports';
import {
  type InputSpec,
  type Kinds,
  modelParameter,
  type NodeSpec,
  outputTypes,
} from '@/core/spec';
import type { ValueType } from '@/core/values';

export type Repair =
  /** Choose a model that takes it. */
  | { readonly kind: 'model'; readonly model: string; readonly card: ModelCard }
  /** Draw the wires to another input. */
  | { readonly kind: 'move'; readonly input: InputSpec }
  | { readonly kind: 'remove' };

export type Broken = {
  readonly node: string;
  readonly spec: NodeSpec;
  readonly input: InputSpec;
  readonly edges: readonly CanvasEdge[];
  /** The model that does not take it; none for an input that the kind has not at all. */
  readonly card: ModelCard | null;
  readonly repairs: readonly Repair[];
};

const MOST_MODELS = 4;

/** The wires that end at an input which takes nothing now, and what helps; none if it does. */
export function findBroken(
  graph: Graph,
  kinds: Kinds,
  models: Models,
  node: string,
  name: string,
): Broken | null {
  const target = graph.nodes.get(node);
  const spec = target && kinds.get(target.kind);
  if (!spec) return null;
  const into = [...graph.edges.values()].filter((edge) => edge.target === node);
  const wired = new Set(into.map((edge) => edge.input));
  const port = inputPorts(models, spec, target.parameters, wired).find(
    (one) => one.input.name === name,
  );
  if (!port?.isBroken) return null;
  const edges = into.filter((edge) => edge.input === name).sort((a, b) => a.order - b.order);
  const isKnown = spec.inputs.some((input) => input.name === name);
  const card = isKnown ? usedCard(models, spec, target.parameters, wired) : null;
  const filled = filledRoles(models, spec, target.parameters, wired);
  const room = roomFor(
    openInputs(models, spec, target.parameters, wired),
    into,
    edges,
    typesOf(graph, kinds, edges),
  );
  return {
    node,
    spec,
    input: port.input,
    edges,
    card,
    repairs: [
      ...(card ? otherModels(models, spec, modelOf(spec, target.parameters), card, filled) : []),
      ...room.map((input) => ({ kind: 'move', input }) as const),
      { kind: 'remove' },
    ],
  };
}

/** Models with a place for everything that is wired, those that then run and the nearest first. */
function otherModels(
  models: Models,
  spec: NodeSpec,
  now: string,
  card: ModelCard,
  filled: readonly string[],
): Repair[] {
  const task = spec.task ?? '';
  if (modelParameter(spec) === null) return [];
  const auto = now === AUTO ? null : findCard(models, task, AUTO, filled);
  const isAuto = auto !== null && isUsable(auto) && hasAll(auto, filled);
  const rank = (one: ModelCard): number =>
    (takes(one, filled) ? 0 : 4) +
    (one.family !== '' && one.family === card.family ? 0 : 2) +
    (one.provider === 'offline' ? 1 : 0);
  const fitting = cardsOf(models, task)
    .filter((one) => isUsable(one) && one.id !== card.id && hasAll(one, filled))
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MOST_MODELS);
  return [
    ...(isAuto ? [{ kind: 'model', model: AUTO, card: auto } as const] : []),
    ...fitting.map((one) => ({ kind: 'model', model: one.id, card: one }) as const),
  ];
}

/** A model that would take a wire which the node's own does not. */
export type Offer = { readonly model: string; readonly card: ModelCard; readonly input: InputSpec };

/** What would take a wire of these types on a node: at one input, or at any. */
export function offersFor(
  graph: Graph,
  kinds: Kinds,
  models: Models,
  node: string,
  types: readonly ValueType[],
  name?: string,
): Offer[] {
  const target = graph.nodes.get(node);
  const spec = target && kinds.get(target.kind);
  if (!spec) return [];
  const wired = new Set<string>();
  for (const edge of graph.edges.values()) if (edge.target === node) wired.add(edge.input);
  const card = usedCard(models, spec, target.parameters, wired);
  if (!card) return [];
  const hidden = spec.inputs.filter(
    (input) =>
      input.by_model &&
      card.inputs[input.name] === undefined &&
      (name === undefined || input.name === name) &&
      typesFit(types, input.types),
  );
  const offers = hidden.flatMap((input) => {
    const filled = filledRoles(models, spec, target.parameters, new Set([...wired, input.name]));
    const found = otherModels(models, spec, modelOf(spec, target.parameters), card, filled);
    return found.flatMap((one) => (one.kind === 'model' ? [{ ...one, input }] : []));
  });
  const seen = new Set<string>();
  return offers.filter((one) => !seen.has(one.model) && seen.add(one.model)).slice(0, MOST_OFFERS);
}

const MOST_OFFERS = 2;

/** What the wires bring; nothing for a source that is not known here. */
function typesOf(graph: Graph, kinds: Kinds, edges: readonly CanvasEdge[]): ValueType[][] {
  return edges.map((edge) => {
    const source = graph.nodes.get(edge.source);
    const spec = source && kinds.get(source.kind);
    const output = spec?.outputs.find((end) => end.name === edge.output);
    return spec && output && source ? outputTypes(spec, output, source.parameters) : [];
  });
}

/** Inputs that take all these wires beside what they have. */
function roomFor(
  inputs: readonly InputSpec[],
  into: readonly CanvasEdge[],
  edges: readonly CanvasEdge[],
  types: readonly ValueType[][],
): InputSpec[] {
  return inputs.filter((input) => {
    const there = into.filter((edge) => edge.input === input.name).length;
    const most = input.many ? (input.limit ?? Number.POSITIVE_INFINITY) : 1;
    return there + edges.length <= most && types.every((one) => typesFit(one, input.types));
  });
}
