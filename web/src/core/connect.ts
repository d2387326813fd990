/** May this wire be drawn? If not, why, and which node kind would stand between. */
import type { CanvasEdge, CanvasNode, Graph } from '@/core/canvas';
import { reaches } from '@/core/graph';
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
  code: 'unknown_end' | 'same_node' | 'duplicate' | 'type_mismatch' | 'too_many_inputs' | 'cycle';
  reason: string;
  /** A kind that could stand between. */
  converter: NodeSpec | null;
};

/** `replaces`: an input that takes one wire has one already; the new one takes its place. */
export type Verdict = { ok: true; replaces: string | null } | Refusal;

const refuse = (code: Refusal['code'], reason: string, converter: NodeSpec | null = null) =>
  ({ ok: false, code, reason, converter }) as const;

export function judgeWire(graph: Graph, kinds: Kinds, wire: Wire): Verdict {
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
  return judgePlace(graph, wire, input);
}

function judgePlace(graph: Graph, wire: Wire, input: InputSpec): Verdict {
  const there: CanvasEdge[] = [];
  for (const edge of graph.edges.values()) {
    if (edge.target === wire.target && edge.input === wire.input) there.push(edge);
  }
  if (there.some((edge) => edge.source === wire.source && edge.output === wire.output)) {
    return refuse('duplicate', 'These two are connected already.');
  }
  if (input.many && input.limit !== null && there.length >= input.limit) {
    return refuse('too_many_inputs', `${input.title} takes at most ${input.limit} wires.`);
  }
  if (reaches(graph.edges.values(), wire.target, wire.source)) {
    return refuse('cycle', 'This would close a circle: a result cannot feed its own making.');
  }
  return { ok: true, replaces: input.many ? null : (there[0]?.id ?? null) };
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
  kind: NodeSpec,
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
