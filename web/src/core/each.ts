/** Running a node once for each item of a list (the twin of `koda/core/each.py`). */
import type { CanvasEdge, CanvasNode } from '@/core/canvas';
import type { InputSpec, Kinds, NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';

/** The parameter, of every kind that runs, that says it. */
export const EACH = 'each';

export type Pairing = 'zip' | 'cross';
export type Each = { readonly inputs: readonly string[]; readonly pairing: Pairing };

const NONE: Each = { inputs: [], pairing: 'zip' };

/** What a node's parameters say; inputs that its kind does not have are left out. */
export function readEach(spec: NodeSpec, parameters: Readonly<Record<string, Json>>): Each {
  const raw = parameters[EACH];
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return NONE;
  const { inputs, pairing } = raw as Record<string, Json>;
  if (!Array.isArray(inputs)) return NONE;
  const known = inputs.filter((name) => spec.inputs.some((input) => input.name === name));
  return { inputs: known as string[], pairing: pairing === 'cross' ? 'cross' : 'zip' };
}

/** The value of the parameter; none: the node runs once. */
export function writeEach(each: Each): Json | undefined {
  if (each.inputs.length === 0) return undefined;
  return { inputs: [...each.inputs], pairing: each.pairing };
}

/** Say of an input whether the node runs once for each of its items. */
export function withInput(each: Each, input: string, isEach: boolean): Each {
  const others = each.inputs.filter((name) => name !== input);
  return { ...each, inputs: isEach ? [...others, input] : others };
}

/** The inputs where several values arrive, or may: several wires, or a list by one. */
export function listInputs(
  spec: NodeSpec,
  wires: readonly CanvasEdge[],
  kinds: Kinds,
  nodeOf: (id: string) => CanvasNode | undefined,
): InputSpec[] {
  return spec.inputs.filter((input) => {
    const mine = wires.filter((wire) => wire.input === input.name);
    if (input.many && mine.length > 1) return true;
    return mine.some((wire) => {
      const source = nodeOf(wire.source);
      const kind = source && kinds.get(source.kind);
      if (!source || !kind) return false;
      const output = kind.outputs.find((one) => one.name === wire.output);
      return (
        output?.list === true || (kind.runs && readEach(kind, source.parameters).inputs.length > 0)
      );
    });
  });
}
