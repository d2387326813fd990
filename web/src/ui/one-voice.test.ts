import { expect, it, vi } from 'vitest';
import { takeTurn } from './one-voice';

it('ends who played before, once, and nobody who ended already', () => {
  const [first, second, third] = [vi.fn(), vi.fn(), vi.fn()];
  takeTurn(first);
  const end = takeTurn(second);
  expect(first).toHaveBeenCalledTimes(1);
  end();
  takeTurn(third);
  expect(second).not.toHaveBeenCalled();
  expect(first).toHaveBeenCalledTimes(1);
});

it('lets who plays begin again', () => {
  const stop = vi.fn();
  takeTurn(stop);
  takeTurn(stop);
  expect(stop).not.toHaveBeenCalled();
});
