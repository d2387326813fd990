/** Which inputs a node has now: what its kind always has, and of the rest what its model takes. */
import type { CanvasEdge } from '@/core/canvas';
import { AUTO, autoRoles, findCard, type ModelCard, type Models, rolesOf } from '@/core/models';
import { type InputSpec, modelParameter, type NodeSpec } from '@/core/spec';
import { isMediaType, type Json } from '@/core/values';

/** An input that is shown. */
export type InputPort = {
  readonly input: InputSpec;
  /** Wires end here and nothing takes what they bring; it is shown until they are gone. */
  readonly isBroken: boolean;
};

type Parameters = Readonly<Record<string, Json>>;

const NOWHERE: ReadonlySet<string> = new Set();
const WIRED = new WeakMap<readonly CanvasEdge[], Map<string, Set<string>>>();

/** Names of the inputs of a node where wires end; all wires are looked through once. */
export function wiredInputs(edges: readonly CanvasEdge[], node: string): ReadonlySet<string> {
  let all = WIRED.get(edges);
  if (!all) {
    all = new Map();
    for (const { target, input } of edges) {
      const names = all.get(target);
      if (names) names.add(input);
      else all.set(target, new Set([input]));
    }
    WIRED.set(edges, all);
  }
  return all.get(node) ?? NOWHERE;
}

/** What a node's `model` parameter says. */
export function modelOf(spec: NodeSpec, parameters: Parameters): string {
  const name = modelParameter(spec);
  const value = name === null ? undefined : parameters[name];
  return typeof value === 'string' && value !== '' ? value : AUTO;
}

/** The roles that are filled: by a wire, or by a file in the parameter of the same name. */
export function filledRoles(
  models: Models,
  spec: NodeSpec,
  parameters: Parameters,
  wired: ReadonlySet<string>,
): string[] {
  if (spec.task === null) return [];
  const known = rolesOf(models, spec.task);
  const isFilled = ({ name }: InputSpec): boolean =>
    wired.has(name) || (typeof parameters[name] === 'string' && parameters[name] !== '');
  return spec.inputs
    .filter((input) => input.types.some(isMediaType) && known.has(input.name) && isFilled(input))
    .map((input) => input.name);
}

/** The model that a node uses with what is wired to it. */
export function usedCard(
  models: Models,
  spec: NodeSpec,
  parameters: Parameters,
  wired: ReadonlySet<string>,
): ModelCard | null {
  if (spec.task === null) return null;
  const filled = filledRoles(models, spec, parameters, wired);
  return findCard(models, spec.task, modelOf(spec, parameters), filled);
}

const PORTS = new WeakMap<Models, Map<string, readonly InputPort[]>>();

/** The inputs to show, in the order of the kind; equal questions get the same list. */
export function inputPorts(
  models: Models,
  spec: NodeSpec,
  parameters: Parameters,
  wired: ReadonlySet<string>,
): readonly InputPort[] {
  const known = PORTS.get(models) ?? new Map<string, readonly InputPort[]>();
  PORTS.set(models, known);
  const held = spec.inputs.filter(({ name, by_model }) => by_model && parameters[name]);
  const key = `${spec.kind}|${modelOf(spec, parameters)}|${[...wired].sort().join()}|${held.length}`;
  const found = known.get(key) ?? findPorts(models, spec, parameters, wired);
  known.set(key, found);
  return found;
}

function findPorts(
  models: Models,
  spec: NodeSpec,
  parameters: Parameters,
  wired: ReadonlySet<string>,
): readonly InputPort[] {
  const card = usedCard(models, spec, parameters, wired);
  const isAuto = modelOf(spec, parameters) === AUTO;
  const shown = isAuto ? autoRoles(models, spec.task ?? '') : null;
  // A model that is not known here may take anything.
  const isTaken = (name: string): boolean => card === null || card.inputs[name] !== undefined;
  const ports = spec.inputs.flatMap((input): InputPort[] => {
    if (!input.by_model) return [{ input, isBroken: false }];
    if (wired.has(input.name)) return [{ input, isBroken: !isTaken(input.name) }];
    const isShown = card !== null && shown ? shown.has(input.name) : isTaken(input.name);
    return isShown ? [{ input, isBroken: false }] : [];
  });
  const names = new Set(spec.inputs.map((input) => input.name));
  const strange = [...wired].filter((name) => !names.has(name)).sort();
  return [...ports, ...strange.map((name) => ({ input: unknownInput(name), isBroken: true }))];
}

/** An end that a wire names and the kind has not, or no longer. */
const unknownInput = (name: string): InputSpec => ({
  name,
  title: name,
  types: [],
  many: true,
  required: false,
  limit: null,
  by_model: false,
  description: '',
});

/** The inputs of a node that a wire may be drawn to; those of a new one, if nothing more is said. */
export function openInputs(
  models: Models,
  spec: NodeSpec,
  parameters: Parameters = {},
  wired: ReadonlySet<string> = NOWHERE,
): InputSpec[] {
  const ports = inputPorts(models, spec, parameters, wired);
  return ports.filter((port) => !port.isBroken).map((port) => port.input);
}
