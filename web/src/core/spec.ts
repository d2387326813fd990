/** The declaration of a node kind, as the catalog serves it (the twin of `koda/core/spec.py`). */
import type { Json, ValueType } from '@/core/values';

export type InputSpec = {
  name: string;
  title: string;
  types: ValueType[];
  many: boolean;
  required: boolean;
  limit: number | null;
  /** It is there only when the model that the node uses takes it. */
  by_model: boolean;
  description: string;
};

export type OutputSpec = {
  name: string;
  title: string;
  types: ValueType[];
  list: boolean;
  parameter: string | null;
  type_parameter: string | null;
  description: string;
};

/** One parameter's schema: JSON Schema with Koda's own `x-` keywords. */
export type ParameterSchema = {
  type?: string | string[];
  title?: string;
  description?: string;
  default?: Json;
  enum?: Json[];
  anyOf?: ParameterSchema[];
  minimum?: number;
  maximum?: number;
  'x-control'?: string;
  'x-group'?: string;
  'x-unit'?: string;
  'x-shared-text'?: boolean;
  [keyword: string]: unknown;
};

export type ParametersSchema = {
  properties?: Record<string, ParameterSchema>;
  required?: string[];
  [keyword: string]: unknown;
};

export type NodeSpec = {
  kind: string;
  version: number;
  title: string;
  description: string;
  group: string;
  icon: string;
  runs: boolean;
  inputs: InputSpec[];
  outputs: OutputSpec[];
  parameters: ParametersSchema;
  /** What the models of its `model` parameter are for, if it has one. */
  task: string | null;
  width: number;
  height: number;
};

/** Node kinds by kind. */
export type Kinds = ReadonlyMap<string, NodeSpec>;

/** The kind of a group: the only one whose nodes may be a `parent`. */
export const GROUP = 'group';

export function isSharedText(spec: NodeSpec | undefined, parameter: string): boolean {
  return spec?.parameters.properties?.[parameter]?.['x-shared-text'] === true;
}

export function findInput(spec: NodeSpec, name: string): InputSpec | undefined {
  return spec.inputs.find((end) => end.name === name);
}

export function findOutput(spec: NodeSpec, name: string): OutputSpec | undefined {
  return spec.outputs.find((end) => end.name === name);
}

/** What an output gives now: the type its `type_parameter` names, or all it may give. */
export function outputTypes(
  spec: NodeSpec,
  output: OutputSpec,
  parameters: Readonly<Record<string, Json>>,
): ValueType[] {
  if (!output.type_parameter) return output.types;
  const schema = spec.parameters.properties?.[output.type_parameter];
  const chosen = parameters[output.type_parameter] ?? schema?.default;
  const one = output.types.find((type) => type === chosen);
  return one ? [one] : output.types;
}

const MODEL = new WeakMap<NodeSpec, string | null>();

/** The parameter of a kind that names its model. */
export function modelParameter(spec: NodeSpec): string | null {
  const known = MODEL.get(spec);
  if (known !== undefined) return known;
  const properties = Object.entries(spec.parameters.properties ?? {});
  const found = properties.find(([, schema]) => schema['x-control'] === 'model')?.[0] ?? null;
  MODEL.set(spec, found);
  return found;
}
