import { expect, it } from 'vitest';
import { ApiProblem, unreachable } from '@/api/problem';
import { Unanswered } from './unanswered';

const refused = new ApiProblem(422, {
  code: 'run.problems',
  detail: 'It cannot run.',
  remedy: '',
  retryable: false,
  fields: {},
});

async function keysOf(asked: readonly [object, Error | null][]): Promise<string[]> {
  const unanswered = new Unanswered();
  const keys: string[] = [];
  for (const [what, error] of asked) {
    const send = (key: string): Promise<void> => {
      keys.push(key);
      return error ? Promise.reject(error) : Promise.resolve();
    };
    await unanswered.ask(what, send).catch(() => {});
  }
  return keys;
}

it('asks again under the same key when the answer was lost', async () => {
  const [first, second, third, fourth] = await keysOf([
    [{ mode: 'all' }, unreachable()],
    [{ mode: 'all' }, unreachable()],
    [{ mode: 'all' }, null],
    [{ mode: 'all' }, null],
  ]);
  expect(second).toBe(first);
  expect(third).toBe(first);
  expect(fourth).not.toBe(first);
});

it('takes a new key for something else, and after a refusal', async () => {
  const keys = await keysOf([
    [{ mode: 'all' }, unreachable()],
    [{ mode: 'node' }, refused],
    [{ mode: 'node' }, null],
  ]);
  expect(new Set(keys).size).toBe(3);
});
