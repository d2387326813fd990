/** May this wire be drawn? If not, why, and which node kind would stand between. */
import type { CanvasEdge, CanvasNode, Graph } from '@/core/canvas';
import { reaches } from '@/core/graph';
import { AUTO, hasAll, type Models } from '@/core/models';
import { filledRoles, modelOf, usedCard } from '@/core/ports';
import {
  findInput,
  findOutput,
  type InputSpec,
  type Kinds,
  type NodeSpec,
  type OutputSpec,
  outputTypes,
} from '@/core/spec';
import { fits, TYPE_TITLES, type ValueType } from '@/core/values';

export type Wire = { source: string; output: string; target: string; input: string };

export type Refusal = {
  ok: false;
  code:
    | 'unknown_end'
    | 'same_node'
    | 'duplicate'
    | 'type_mismatch'
    | 'too_many_inputs'
    | 'not_taken'
    | 'cycle';
  reason: string;
  /** A kind that could stand between. */
  converter: NodeSpec | null;
};

/** `replaces`: an input that takes one wire has one already; the new one takes its place. */
export type Verdict = { ok: true; replaces: string | null } | Refusal;

const refuse = (code: Refusal['code'], reason: string, converter: NodeSpec | null = null) =>
  ({ ok: false, code, reason, converter }) as const;

export function judgeWire(graph: Graph, kinds: Kinds, models: Models, wire: Wire): Verdict {
  const source = graph.nodes.get(wire.source);
  const target = graph.nodes.get(wire.target);
  const output = endOf(kinds, source, (spec) => findOutput(spec, wire.output));
  const input = endOf(kinds, target, (spec) => findInput(spec, wire.input));
  if (!source || !target || !output || !input) {
    return refuse('unknown_end', 'One of these ends does not exist here.');
  }
  if (source.id === target.id) {
    return refuse('same_node', 'A node cannot feed itself.');
  }
  const types = currentTypes(kinds, source, output);
  if (!typesFit(types, input.types)) {
    const reason = `${titles(types)} does not fit into ${input.title} (${titles(input.types)}).`;
    return refuse('type_mismatch', reason, findConverter(kinds, types, input.types));
  }
  return judgePlace(graph, wire, input) ?? judgeModel(graph, kinds, models, wire, input);
}

function judgePlace(graph: Graph, wire: Wire, input: InputSpec): Refusal | null {
  const there = edgesInto(graph, wire.target).filter((edge) => edge.input === wire.input);
  if (there.some((edge) => edge.source === wire.source && edge.output === wire.output)) {
    return refuse('duplicate', 'These two are connected already.');
  }
  if (input.many && input.limit !== null && there.length >= input.limit) {
    return refuse('too_many_inputs', `${input.title} takes at most ${input.limit} wires.`);
  }
  if (reaches(graph.edges.values(), wire.target, wire.source)) {
    return refuse('cycle', 'This would close a circle: a result cannot feed its own making.');
  }
  return null;
}

/** Whether the model that the node would use then has a place for it. */
function judgeModel(
  graph: Graph,
  kinds: Kinds,
  models: Models,
  wire: Wire,
  input: InputSpec,
): Verdict {
  const edges = edgesInto(graph, wire.target);
  const there = edges.filter((edge) => edge.input === wire.input);
  const target = graph.nodes.get(wire.target);
  const spec = target && kinds.get(target.kind);
  const fine = { ok: true, replaces: input.many ? null : (there[0]?.id ?? null) } as const;
  if (!spec || !input.by_model) return fine;
  const wired = new Set([...edges.map((edge) => edge.input), wire.input]);
  const card = usedCard(models, spec, target.parameters, wired);
  if (!card) return fine;
  const slot = card.inputs[wire.input];
  if (slot && there.length >= slot.most && input.many) {
    const most = slot.most === 1 ? '1 wire' : `${slot.most} wires`;
    return refuse('too_many_inputs', `${card.title} takes at most ${most} at ${input.title}.`);
  }
  const filled = filledRoles(models, spec, target.parameters, wired);
  const isAuto = modelOf(spec, target.parameters) === AUTO;
  if (slot && (!isAuto || hasAll(card, filled))) return fine;
  const names = spec.inputs.filter((one) => filled.includes(one.name)).map((one) => one.title);
  return refuse(
    'not_taken',
    isAuto && names.length > 1
      ? `No model here takes ${names.join(' and ')} together.`
      : `${card.title} takes nothing at ${input.title}.`,
  );
}

function edgesInto(graph: Graph, target: string): CanvasEdge[] {
  const edges: CanvasEdge[] = [];
  for (const edge of graph.edges.values()) if (edge.target === target) edges.push(edge);
  return edges;
}

function endOf<End>(
  kinds: Kinds,
  node: CanvasNode | undefined,
  find: (spec: NodeSpec) => End | undefined,
): End | undefined {
  const spec = node && kinds.get(node.kind);
  return spec && find(spec);
}

function currentTypes(kinds: Kinds, node: CanvasNode, output: OutputSpec): ValueType[] {
  const spec = kinds.get(node.kind);
  return spec ? outputTypes(spec, output, node.parameters) : output.types;
}

/** Whether any of these types may flow into any of those. */
export function typesFit(source: readonly ValueType[], target: readonly ValueType[]): boolean {
  return source.some((from) => target.some((to) => fits(from, to)));
}

export function titles(types: readonly ValueType[]): string {
  return types.map((type) => TYPE_TITLES[type]).join(' or ');
}

/** A kind that runs, takes one of `from` and gives one of `to`; the first by its name. */
export function findConverter(
  kinds: Kinds,
  from: readonly ValueType[],
  to: readonly ValueType[],
): NodeSpec | null {
  const found = [...kinds.values()].filter(
    (spec) =>
      spec.runs &&
      spec.inputs.some((input) => typesFit(from, input.types)) &&
      spec.outputs.some((output) => output.types.length === 1 && typesFit(output.types, to)),
  );
  found.sort((a, b) => (a.kind < b.kind ? -1 : 1));
  return found[0] ?? null;
}

/** The first end of a kind that a wire from here could reach: what a drop on a node connects. */
export function firstFittingInput(
  kind: { readonly inputs: readonly InputSpec[] },
  types: readonly ValueType[],
  taken: ReadonlySet<string> = new Set(),
): InputSpec | undefined {
  const fitting = kind.inputs.filter((input) => typesFit(types, input.types));
  return fitting.find((input) => input.many || !taken.has(input.name)) ?? fitting[0];
}

export function firstFittingOutput(
  kind: NodeSpec,
  types: readonly ValueType[],
): OutputSpec | undefined {
  return kind.outputs.find((output) => typesFit(output.types, types));
}
