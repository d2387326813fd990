import { expect, test } from 'vitest';
import { estimate, rangeWords, total, type Wish } from './estimate';
import { HOSTS } from './prices';

const host = (id: string) => {
  const found = HOSTS.find((one) => one.id === id);
  if (!found) throw new Error(id);
  return found;
};

const wish = (part: Partial<Wish>): Wish => ({
  perDay: 100,
  model: { title: 'FLUX Schnell', price: 3000 },
  promptsPerDay: 20,
  writer: { title: 'Claude', input: 1_000_000, output: 5_000_000 },
  gigabytes: 10,
  host: host('vercel'),
  ...part,
});

const costs = (part: Partial<Wish>) =>
  Object.fromEntries(estimate(wish(part)).map((line) => [line.key, line.cost]));

test('a month is the sum of what is made, written, kept and rented', () => {
  const lines = estimate(wish({}));
  // 100 × 30.4 × $0.003; 20 × 30.4 × (1,500 × $1 + 400 × $5 for a million).
  expect(costs({})).toEqual({
    media: [9_120_000, 9_120_000],
    text: [2_128_000, 2_128_000],
    bucket: [0, 0],
    host: [20_000_000, 20_000_000],
  });
  expect(total(lines)).toEqual({ least: 31_248_000, most: 31_248_000, isWhole: true });
});

test('what nobody has priced is unknown, and the sum says that it is not whole', () => {
  const lines = estimate(wish({ model: { title: 'New', price: null } }));
  expect(lines[0]?.cost).toBeNull();
  expect(lines[0]?.why).toContain('Nobody has said');
  expect(total(lines).isWhole).toBe(false);
});

test('nothing made costs nothing, even by a model of unknown price', () => {
  expect(costs({ perDay: 0, model: null }).media).toEqual([0, 0]);
  const unknown = { title: 'New', input: null, output: null };
  expect(costs({ promptsPerDay: 0, writer: unknown }).text).toEqual([0, 0]);
});

test('a bucket is paid above what is free, a disk is not', () => {
  expect(costs({ gigabytes: 110 }).bucket).toEqual([1_500_000, 1_500_000]);
  expect(costs({ gigabytes: 110, host: host('coolify') }).bucket).toEqual([0, 0]);
});

test('a range is said as one where its ends are the same', () => {
  expect(rangeWords([0, 0])).toBe('Free');
  expect(rangeWords([1, 1])).toBe('$0.01');
  expect(rangeWords([5_000_000, 20_000_000])).toBe('$5.00 – $20');
  expect(rangeWords([31_248_000, 31_248_000])).toBe('$32');
});
