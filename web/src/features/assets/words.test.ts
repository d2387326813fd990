import { expect, test } from 'vitest';
import { formatBytes } from '@/lib/bytes';
import { dayTitle, formatSeconds, leftWords, titleOf } from './words';

test.each([
  [0, '0 bytes'],
  [999, '999 bytes'],
  [1000, '1.0 kB'],
  [999_499, '999 kB'],
  [999_500, '1.0 MB'],
  [12_345_678, '12 MB'],
  [5e15, '5000 TB'],
])('%i bytes', (bytes, words) => expect(formatBytes(bytes)).toBe(words));

test('days are named as they are spoken of', () => {
  const now = new Date(2026, 10, 27, 0, 30).getTime();
  const at = (...day: [number, number, number, number?]) =>
    dayTitle(new Date(...day).getTime(), now);
  expect(at(2026, 10, 27, 0)).toBe('Today');
  expect(at(2026, 10, 26, 23)).toBe('Yesterday');
  expect(at(2026, 10, 24)).toBe('Tuesday');
  expect(at(2026, 10, 3)).toBe('3 November');
  expect(at(2026, 2, 3)).toBe('March 2026');
  expect(at(2025, 11, 31)).toBe('December 2025');
  expect(at(2026, 10, 28)).toBe('Today');
});

test('an asset is called by its name, else by its words', () => {
  expect(titleOf({ name: 'fox.png', prompt: 'x', kind: 'image' })).toBe('fox.png');
  expect(titleOf({ name: '', prompt: ' a\n fox ', kind: 'image' })).toBe('a fox');
  expect(titleOf({ name: '', prompt: 'word '.repeat(40), kind: 'image' })).toMatch(/^(word ?)+…$/);
  expect(titleOf({ name: '', prompt: null, kind: 'audio' })).toBe('Sound');
});

test('times of media and of the trash', () => {
  expect(formatSeconds(65.4)).toBe('1:05');
  expect(leftWords(1000, 5000)).toBe('Last day');
  expect(leftWords(3 * 86_400_000, 0)).toBe('3 days left');
});
