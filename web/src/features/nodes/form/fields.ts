/** A kind's parameters as fields of a form, under a model: what is shown, what may be set, what a stored value means. */
import { type ModelCard, nearest, type Range, within } from '@/core/models';
import type { NodeSpec, ParameterSchema } from '@/core/spec';
import type { Json } from '@/core/values';

export type Choice = { readonly value: Json; readonly title: string };

export type Field = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** `x-control`, or what its type suggests. */
  readonly control: string;
  readonly group: string;
  readonly unit: string;
  readonly isShared: boolean;
  readonly isNullable: boolean;
  /** What stands when nothing is set. */
  readonly fallback: Json;
  /** The values there are; none if they are not counted. */
  readonly choices: readonly Choice[] | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly step: number;
  readonly type: 'string' | 'number' | 'boolean' | 'other';
  /** What the kind itself takes, with any model; none if it takes everything of its type. */
  readonly taken: readonly Json[] | null;
  /** What the kind itself takes of a number, with any model. */
  readonly limits: { readonly min: number | null; readonly max: number | null };
  /** From where to where the model takes it; a number outside becomes the nearer end. */
  readonly range: Range | null;
};

/** What a field shows: `value` is what a run uses. `problem`: why that is not what is stored. */
export type Reading = {
  readonly value: Json;
  readonly isSet: boolean;
  readonly problem: string;
  /** A run is refused with it; otherwise the model's own value is used in its place. */
  readonly isRefused: boolean;
};

/** Shown with every model. */
const ALWAYS: ReadonlySet<string> = new Set(['model', 'mask', 'preset', 'character']);
const PRESETS = 'Presets';

/** The fields to show, in the order of the schema; the model decides which there are. */
export function fieldsOf(spec: NodeSpec, card: ModelCard | null): Field[] {
  const properties = Object.entries(spec.parameters.properties ?? {});
  return properties
    .filter(([name, schema]) => isShown(spec, card, name, schema))
    .map(([name, schema]) => readField(name, schema, card));
}

function isShown(
  spec: NodeSpec,
  card: ModelCard | null,
  name: string,
  schema: ParameterSchema,
): boolean {
  const control = schema['x-control'] ?? '';
  if (control === 'hidden') return false;
  // Words are no setting of a model that reads none.
  if (control === 'prompt') return card?.hasPrompt ?? true;
  if (spec.task === null || ALWAYS.has(control) || schema['x-group'] === PRESETS) return true;
  return card?.controls.includes(name) ?? false;
}

export function readField(name: string, schema: ParameterSchema, card: ModelCard | null): Field {
  const branches = schema.anyOf ?? [schema];
  const main = branches.find((one) => one.type !== 'null') ?? schema;
  const isNullable = branches.some((one) => one.type === 'null');
  const type = typeOf(main);
  const taken = main.enum ?? null;
  const labels: Record<string, string> = {
    ...(schema['x-labels'] as Record<string, string> | undefined),
    ...card?.labels[name],
  };
  const range = card?.ranges[name] ?? null;
  const known = Object.keys(labels);
  const values = card?.options[name] ?? taken ?? (known.length > 0 ? known : null);
  const control = controlOf(schema, type, values, range, card?.options[name] !== undefined);
  const limits = {
    min: numberOf(main.minimum) ?? numberOf(main.exclusiveMinimum),
    max: numberOf(main.maximum) ?? numberOf(main.exclusiveMaximum),
  };
  const max = range?.most ?? limits.max;
  const choices = values?.map((value) => ({ value, title: labelOf(value, labels) })) ?? null;
  return {
    name,
    title: schema.title ?? name,
    description: schema.description ?? '',
    control,
    group: schema['x-group'] ?? '',
    unit: schema['x-unit'] ?? '',
    isShared: schema['x-shared-text'] === true,
    isNullable,
    fallback: fallbackOf(schema.default, choices, isNullable, type, range),
    choices,
    min: range?.least ?? limits.min,
    max: control === 'count' && card && max !== null ? Math.min(max, card.most) : max,
    step: range?.step ?? numberOf(main.multipleOf) ?? (main.type === 'integer' ? 1 : stepFor(main)),
    type,
    taken,
    limits,
    range,
  };
}

/** What is stored for a field, as a run reads it (the twin of `settled` in Python). */
export function readValue(field: Field, stored: Json | undefined): Reading {
  const isSet = stored !== undefined;
  const fine = (value: Json): Reading => ({ value, isSet, problem: '', isRefused: false });
  if (stored === undefined) return fine(field.fallback);
  if (stored === null) return field.isNullable ? fine(null) : refuse(field, 'It has no value');
  if (field.type !== 'other' && typeof stored !== field.type) {
    return refuse(field, `${quote(stored)} is not a ${NAMES[field.type]}`);
  }
  if (field.choices) return readChoice(field, stored);
  return typeof stored === 'number' ? readNumber(field, stored) : fine(stored);
}

const NAMES = { string: 'text', number: 'number', boolean: 'yes or no', other: 'value' };

function readChoice(field: Field, stored: Json): Reading {
  const choices = field.choices ?? [];
  if (choices.some((choice) => choice.value === stored)) {
    return { value: stored, isSet: true, problem: '', isRefused: false };
  }
  if (field.taken !== null && !field.taken.includes(stored)) {
    return refuse(field, `There is no ${quote(stored)}`);
  }
  const values = choices.map((choice) => choice.value);
  return instead(field, nearest(stored, values), `This model has no ${quote(stored)}`);
}

function readNumber(field: Field, stored: number): Reading {
  const { limits, max, control, range } = field;
  if (limits.min !== null && stored < limits.min) {
    return refuse(field, `It is at least ${limits.min}, not ${stored}`);
  }
  if (limits.max !== null && stored > limits.max && control !== 'count') {
    return refuse(field, `It is at most ${limits.max}, not ${stored}`);
  }
  if (max !== null && stored > max && control === 'count') {
    return instead(field, max, `This model makes at most ${max} at once`);
  }
  if (range && within(stored, range) !== stored) {
    const words = `${range.least} to ${range.most}`;
    return instead(field, within(stored, range), `This model takes ${words}, not ${stored}`);
  }
  return { value: stored, isSet: true, problem: '', isRefused: false };
}

function refuse(field: Field, why: string): Reading {
  return { value: field.fallback, isSet: true, problem: `${why}.`, isRefused: true };
}

function instead(field: Field, value: Json, why: string): Reading {
  const name = field.choices?.find((one) => one.value === value)?.title ?? String(value);
  const title = field.unit && typeof value === 'number' ? `${name} ${field.unit}` : name;
  return { value, isSet: true, problem: `${why}; ${title} is used.`, isRefused: false };
}

const quote = (value: Json): string =>
  `“${typeof value === 'string' ? value : JSON.stringify(value)}”`;

/** Fields in their groups, in the order of their first field; those without a group first. */
export function groupFields(fields: readonly Field[]): { title: string; fields: Field[] }[] {
  const groups = new Map<string, Field[]>([['', []]]);
  for (const field of fields) groups.set(field.group, [...(groups.get(field.group) ?? []), field]);
  return [...groups].flatMap(([title, list]) => (list.length > 0 ? [{ title, fields: list }] : []));
}

/** The field a person writes in first. */
export function mainText(fields: readonly Field[]): Field | undefined {
  const prompt = fields.find((field) => field.control === 'prompt');
  return prompt ?? fields.find((field) => field.control === 'text' && field.isShared);
}

/** The values of all fields, as a run reads them. */
export function readValues(
  fields: readonly Field[],
  parameters: Readonly<Record<string, Json>>,
): Record<string, Json> {
  return Object.fromEntries(
    fields.map((field) => [field.name, readValue(field, parameters[field.name]).value]),
  );
}

function typeOf(schema: ParameterSchema): Field['type'] {
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'integer' || type === 'number') return 'number';
  return type === 'string' || type === 'boolean' ? type : 'other';
}

/** A choice of numbers where the model says only a range is a rail; a rail of a few is a choice. */
function controlOf(
  schema: ParameterSchema,
  type: Field['type'],
  values: readonly Json[] | null,
  range: Range | null,
  isCounted: boolean,
): string {
  const control = schema['x-control'] ?? suggestControl(type, values);
  if (isCounted && (control === 'slider' || control === 'number')) return 'choice';
  return control === 'choice' && values === null && range && type === 'number' ? 'slider' : control;
}

function suggestControl(type: Field['type'], values: readonly Json[] | null): string {
  if (values !== null) return 'choice';
  if (type === 'boolean') return 'switch';
  return { string: 'text', number: 'number', other: 'json' }[type];
}

function fallbackOf(
  fallback: Json | undefined,
  choices: readonly Choice[] | null,
  isNullable: boolean,
  type: Field['type'],
  range: Range | null,
): Json {
  if (fallback === null && isNullable) return null;
  if (choices && !choices.some((choice) => choice.value === fallback)) {
    const values = choices.map((choice) => choice.value);
    return fallback === undefined ? (values[0] ?? null) : nearest(fallback, values);
  }
  if (range && typeof fallback === 'number') return within(fallback, range);
  if (fallback !== undefined) return fallback;
  return { string: '', number: 0, boolean: false, other: null }[type];
}

/** Steps of a hundredth of the range, rounded to 1, 2 or 5 of a power of ten. */
function stepFor(schema: ParameterSchema): number {
  const range = (numberOf(schema.maximum) ?? 1) - (numberOf(schema.minimum) ?? 0);
  if (!(range > 0)) return 0.01;
  const power = 10 ** Math.floor(Math.log10(range / 100));
  const digit = range / 100 / power;
  return Number(((digit < 1.5 ? 1 : digit < 3.5 ? 2 : 5) * power).toPrecision(2));
}

const numberOf = (value: unknown): number | null =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;

/** `landscape_16_9` → `Landscape 16:9`, `digital_illustration` → `Digital illustration`. */
export function labelOf(value: Json, labels: Readonly<Record<string, string>> = {}): string {
  const text = String(value);
  const label = labels[text];
  if (label !== undefined) return label;
  if (typeof value !== 'string' || !/^[a-z]/.test(text)) return text;
  const words = text
    .replace(/(\d)_(\d)/g, '$1:$2')
    .replace(/[_/]+/g, ' ')
    .replace(/\bhd\b/g, 'HD');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
