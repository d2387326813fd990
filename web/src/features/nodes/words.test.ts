import { expect, it } from 'vitest';
import { count, fileName, firstSentence, formatSize } from './words';

it('takes the first sentence of a message, whole numbers and addresses included', () => {
  expect(firstSentence('The key was refused. Ask for a new one.')).toBe('The key was refused.');
  expect(firstSentence('It costs $0.04 more. Really.')).toBe('It costs $0.04 more.');
  expect(firstSentence('fal.ai said no\nand more')).toBe('fal.ai said no');
});

it('says sizes with two or three digits', () => {
  expect([999, 1000, 12_345, 999_600, 3_400_000].map(formatSize)).toEqual([
    '999 B',
    '1 kB',
    '12 kB',
    '1.0 MB',
    '3.4 MB',
  ]);
});

it('names files after words', () => {
  expect(fileName('A cat — on the Moon!', 2)).toBe('a-cat-on-the-moon-2');
  expect(fileName('Über Größe')).toBe('uber-große');
  expect(fileName('')).toBe('koda');
  expect(fileName('long '.repeat(40)).length).toBeLessThanOrEqual(60);
});

it('counts', () => {
  expect([count(1, 'node'), count(2, 'node')]).toEqual(['1 node', '2 nodes']);
});
