import { expect, it } from 'vitest';
import { nodeOf } from '@/core/node.fixture';
import type { NodeSpec, ParameterSchema } from '@/core/spec';
import type { Json } from '@/core/values';
import { CanvasDocument } from '@/sync/canvas-document';
import { readField } from './fields';
import { setField } from './set-field';

const NAME = 'p';
const kind = { kind: 'k', width: 100, height: 100 } as NodeSpec;

/** What the parameter is after each undo of quick changes to these values. */
function undone(schema: ParameterSchema, values: readonly Json[]): unknown[] {
  const document = new CanvasDocument(() => false);
  document.add([nodeOf('n', 'k')]);
  const field = readField(NAME, schema, null);
  const now = (): unknown => document.node('n')?.parameters[NAME];
  for (const value of values) setField(document, 'n', kind, field, value);
  const found = [now()];
  while (found.at(-1) !== undefined && found.length < 9) {
    document.undo();
    found.push(now());
  }
  return found;
}

it.each<[string, ParameterSchema, Json[]]>([
  ['a model', { type: 'string', default: 'auto', 'x-control': 'model' }, ['a', 'b']],
  ['a choice', { type: 'string', default: 'x', enum: ['x', 'y', 'z'] }, ['y', 'z']],
  ['a switch', { type: 'boolean', default: false }, [true, false]],
])('takes %s back one by one, however quickly it was picked', (_, schema, [one, two]) => {
  expect(undone(schema, [one as Json, two as Json])).toEqual([two, one, undefined]);
});

it.each<[string, ParameterSchema, Json[]]>([
  ['a number', { type: 'number', default: 0, minimum: 0, maximum: 9 }, [1, 2, 3]],
  ['words', { type: 'string', default: '', 'x-control': 'text' }, ['h', 'he', 'hey']],
])('takes %s back as one', (_, schema, values) => {
  expect(undone(schema, values)).toEqual([values.at(-1), undefined]);
});
