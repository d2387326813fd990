import { describe, expect, it } from 'vitest';
import { add, isEmpty, NOTHING, nextSize, redo, type Stroke, undo } from './strokes';

const line = (erases = false): Stroke => ({
  kind: 'line',
  erases,
  size: 8,
  dots: [{ x: 1, y: 1, press: 1 }],
});

describe('strokes', () => {
  it('are undone and redone in their order', () => {
    const two = add(add(NOTHING, line()), { kind: 'invert' });
    expect(undo(two).done).toEqual([line()]);
    expect(redo(undo(two))).toEqual(two);
    expect(redo(redo(undo(undo(two))))).toEqual(two);
  });

  it('forget what was undone when something new is painted', () => {
    const next = add(undo(add(NOTHING, line())), { kind: 'clear' });
    expect(redo(next)).toBe(next);
  });

  it('stay as they are where there is nothing to undo', () => {
    expect(undo(NOTHING)).toBe(NOTHING);
    expect(redo(NOTHING)).toBe(NOTHING);
  });

  it('know when nothing is painted', () => {
    expect(isEmpty([], false)).toBe(true);
    expect(isEmpty([], true)).toBe(false);
    expect(isEmpty([line(true)], false)).toBe(true);
    expect(isEmpty([line()], false)).toBe(false);
    expect(isEmpty([line(), { kind: 'clear' }], true)).toBe(true);
    expect(isEmpty([{ kind: 'clear' }, { kind: 'invert' }], false)).toBe(false);
  });
});

describe('the brush', () => {
  it('grows and shrinks in steps, with an end', () => {
    expect(nextSize(32, 1)).toBe(48);
    expect(nextSize(32, -1)).toBe(24);
    expect(nextSize(33, -1)).toBe(32);
    expect(nextSize(512, 1)).toBe(512);
    expect(nextSize(4, -1)).toBe(4);
  });
});
