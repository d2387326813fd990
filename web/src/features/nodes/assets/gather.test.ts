import { expect, it, vi } from 'vitest';
import { gather } from './gather';

const missing = (id: string): Error => new Error(`no ${id}`);
const answer = (ids: readonly string[]) =>
  Promise.resolve(new Map(ids.filter((id) => id !== 'gone').map((id) => [id, `${id}!`])));

it('asks once for all that are wanted at one time, and each once', async () => {
  const many = vi.fn(answer);
  const one = gather(many, missing);
  expect(await Promise.all([one('a'), one('b'), one('a')])).toEqual(['a!', 'b!', 'a!']);
  expect(many.mock.calls).toEqual([[['a', 'b']]]);
  expect(await one('c')).toBe('c!');
  expect(many).toHaveBeenCalledTimes(2);
});

it('asks for no more than the server answers at once', async () => {
  const many = vi.fn(answer);
  const one = gather(many, missing, 2);
  await Promise.all(['a', 'b', 'c', 'd', 'e'].map(one));
  expect(many.mock.calls.map(([ids]) => ids.length)).toEqual([2, 2, 1]);
});

it('refuses what is not there, and only that', async () => {
  const one = gather(answer, missing);
  const both = await Promise.allSettled([one('gone'), one('a')]);
  expect(both).toMatchObject([{ reason: new Error('no gone') }, { value: 'a!' }]);
});

it('tells a failure to all who waited, and asks again later', async () => {
  const many = vi.fn(answer).mockRejectedValueOnce(new Error('away'));
  const one = gather(many, missing);
  const both = await Promise.allSettled([one('a'), one('b')]);
  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await one('a')).toBe('a!');
});
