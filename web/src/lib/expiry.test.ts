import { expect, it } from 'vitest';
import { endOf, formatEnd } from './expiry';

const NOW = 1_800_000_000_000;
const HOUR = 3_600_000;

it('ends when the chosen time is over', () => {
  expect(endOf('week', NOW)).toBe(NOW + 7 * 24 * HOUR);
  expect(endOf('never', NOW)).toBeNull();
});

it('says what is left in the unit that matters', () => {
  expect(formatEnd(NOW + 10_000, NOW)).toBe('Ends in 1 min');
  expect(formatEnd(NOW + 26 * HOUR, NOW)).toBe('Ends in 26 h');
  expect(formatEnd(NOW + 6 * 24 * HOUR, NOW)).toBe('Ends in 6 days');
  expect(formatEnd(NOW + 365 * 24 * HOUR, NOW)).toMatch(/^Ends on 1[45] Jan 2028$/);
  expect(formatEnd(NOW, NOW)).toBe('Ended');
  expect(formatEnd(null, NOW)).toBe('No end');
});
