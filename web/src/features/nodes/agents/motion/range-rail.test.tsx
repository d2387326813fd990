import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RangeRail } from './range-rail';

afterEach(cleanup);

function show() {
  const onLook = vi.fn();
  const onRange = vi.fn();
  render(
    <RangeRail
      length={60}
      range={{ start: 10, end: 25 }}
      time={12}
      sprite="sprite"
      ratio={16 / 9}
      onLook={onLook}
      onRange={onRange}
    />,
  );
  return { onLook, onRange };
}

describe('the part of a film', () => {
  it('follows keys at once, and is kept when they are let go', () => {
    const { onLook, onRange } = show();
    const end = screen.getByRole('slider', { name: 'End of the part' });
    fireEvent.keyDown(end, { key: 'ArrowRight', shiftKey: true });
    fireEvent.keyDown(end, { key: 'ArrowRight', shiftKey: true });
    expect(onLook).toHaveBeenLastCalledWith(27);
    expect(onRange).not.toHaveBeenCalled();
    expect(screen.getByText('0:10.00 – 0:27.00')).toBeTruthy();
    fireEvent.keyUp(end);
    expect(onRange.mock.calls).toEqual([[{ start: 10, end: 27 }]]);
  });

  it('never grows beyond what is looked at', () => {
    const { onRange } = show();
    const end = screen.getByRole('slider', { name: 'End of the part' });
    fireEvent.keyDown(end, { key: 'End' });
    fireEvent.keyUp(end);
    expect(onRange.mock.calls).toEqual([[{ start: 40, end: 60 }]]);
  });

  it('writes nothing where nothing was moved', () => {
    const { onRange } = show();
    fireEvent.blur(screen.getByRole('slider', { name: 'Start of the part' }));
    expect(onRange).not.toHaveBeenCalled();
  });
});
