/** Where a small box stands beside another one without leaving the window. */

type Size = { width: number; height: number };
type Rect = { left: number; top: number; width: number; height: number };
type Side = 'top' | 'right' | 'bottom' | 'left';

const GAP = 6;
const MARGIN = 8;
const OPPOSITE: Readonly<Record<Side, Side>> = {
  top: 'bottom',
  bottom: 'top',
  left: 'right',
  right: 'left',
};

/** Left and top in pixels of the window: on the wished side, or on the other one if it fits only there. */
export function placeBeside(
  anchor: Rect,
  box: Size,
  wished: Side,
  window: Size,
): { left: number; top: number } {
  const fits = (side: Side): boolean => {
    const { left, top } = at(anchor, box, side);
    if (side === 'top') return top >= MARGIN;
    if (side === 'bottom') return top + box.height <= window.height - MARGIN;
    if (side === 'left') return left >= MARGIN;
    return left + box.width <= window.width - MARGIN;
  };
  const side = !fits(wished) && fits(OPPOSITE[wished]) ? OPPOSITE[wished] : wished;
  const { left, top } = at(anchor, box, side);
  return {
    left: Math.round(clamp(left, MARGIN, window.width - MARGIN - box.width)),
    top: Math.round(clamp(top, MARGIN, window.height - MARGIN - box.height)),
  };
}

function at(anchor: Rect, box: Size, side: Side): { left: number; top: number } {
  const middle = {
    left: anchor.left + (anchor.width - box.width) / 2,
    top: anchor.top + (anchor.height - box.height) / 2,
  };
  switch (side) {
    case 'top':
      return { left: middle.left, top: anchor.top - box.height - GAP };
    case 'bottom':
      return { left: middle.left, top: anchor.top + anchor.height + GAP };
    case 'left':
      return { left: anchor.left - box.width - GAP, top: middle.top };
    case 'right':
      return { left: anchor.left + anchor.width + GAP, top: middle.top };
  }
}

const clamp = (value: number, least: number, most: number): number =>
  Math.max(least, Math.min(most, value));
