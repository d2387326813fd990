import { describe, expect, it } from 'vitest';
import { formatAgo, formatDuration } from './time';

describe('how long ago', () => {
  const now = new Date(2026, 4, 14, 12).getTime();
  const ago = (milliseconds: number) => formatAgo(now - milliseconds, now);
  const hour = 3_600_000;

  it('is said in the unit a person would use', () => {
    expect(ago(20_000)).toBe('Just now');
    expect(ago(5 * 60_000)).toBe('5 min ago');
    expect(ago(3 * hour)).toBe('3 h ago');
    expect(ago(30 * hour)).toBe('Yesterday');
    expect(ago(5 * 24 * hour)).toBe('5 days ago');
    expect(ago(12 * 24 * hour)).toBe('2 May');
    expect(ago(400 * 24 * hour)).toMatch(/2025$/);
  });

  it('is never in the future, whatever the clocks say', () => {
    expect(ago(-5 * hour)).toBe('Just now');
  });
});

it('says durations the shorter the longer they are', () => {
  expect([800, 12_300, 65_000, 3_729_000].map(formatDuration)).toEqual([
    '0.8 s',
    '12 s',
    '1:05',
    '1:02:09',
  ]);
});
