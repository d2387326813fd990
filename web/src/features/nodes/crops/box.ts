/** The part of a picture that is kept: moved, pulled at its edges, held to a shape; pure. */

/** In shares of the picture, from 0 to 1. */
export type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Where it is pulled: -1 the left or upper edge, 1 the right or lower one, 0 neither. */
export type Handle = { readonly x: -1 | 0 | 1; readonly y: -1 | 0 | 1 };

export const WHOLE: Box = { x: 0, y: 0, width: 1, height: 1 };
const LEAST = 0.01;

const clamp = (value: number, least: number, most: number): number =>
  Math.min(Math.max(value, least), Math.max(least, most));

export function moveBox(box: Box, dx: number, dy: number): Box {
  return {
    ...box,
    x: clamp(box.x + dx, 0, 1 - box.width),
    y: clamp(box.y + dy, 0, 1 - box.height),
  };
}

/** Pull a handle by so much. `shape`: width by height in shares that must be kept, if any. */
export function pullBox(
  box: Box,
  handle: Handle,
  dx: number,
  dy: number,
  shape: number | null,
): Box {
  let left = box.x;
  let top = box.y;
  let right = box.x + box.width;
  let bottom = box.y + box.height;
  if (handle.x < 0) left = clamp(left + dx, 0, right - LEAST);
  if (handle.x > 0) right = clamp(right + dx, left + LEAST, 1);
  if (handle.y < 0) top = clamp(top + dy, 0, bottom - LEAST);
  if (handle.y > 0) bottom = clamp(bottom + dy, top + LEAST, 1);
  const pulled = { x: left, y: top, width: right - left, height: bottom - top };
  return shape === null ? pulled : shaped(pulled, handle, shape);
}

/** Give a pulled box its shape; the side across from the handle stays, or else the middle. */
function shaped(box: Box, handle: Handle, shape: number): Box {
  const leads = handle.x === 0 ? 'height' : 'width';
  let width = leads === 'width' ? box.width : box.height * shape;
  let height = width / shape;
  const anchorX = handle.x < 0 ? box.x + box.width : handle.x > 0 ? box.x : box.x + box.width / 2;
  const anchorY = handle.y < 0 ? box.y + box.height : handle.y > 0 ? box.y : box.y + box.height / 2;
  const room = (anchor: number, side: number): number =>
    side < 0 ? anchor : side > 0 ? 1 - anchor : 2 * Math.min(anchor, 1 - anchor);
  const fit = Math.min(1, room(anchorX, handle.x) / width, room(anchorY, handle.y) / height);
  width *= fit;
  height *= fit;
  return {
    x: handle.x < 0 ? anchorX - width : handle.x > 0 ? anchorX : anchorX - width / 2,
    y: handle.y < 0 ? anchorY - height : handle.y > 0 ? anchorY : anchorY - height / 2,
    width,
    height,
  };
}

/** The largest box of a shape around the same middle, as large as the old one where it can be. */
export function fitShape(box: Box, shape: number): Box {
  const area = box.width * box.height;
  let width = Math.sqrt(area * shape);
  let height = width / shape;
  const fit = Math.min(1, 1 / width, 1 / height);
  width *= fit;
  height *= fit;
  const x = clamp(box.x + box.width / 2 - width / 2, 0, 1 - width);
  const y = clamp(box.y + box.height / 2 - height / 2, 0, 1 - height);
  return { x, y, width, height };
}

/** In percent, as the node keeps it; never beyond the picture. */
export function toPercent(box: Box): Record<'x' | 'y' | 'width' | 'height', number> {
  const round = (value: number): number => Math.round(value * 10_000) / 100;
  const x = clamp(round(box.x), 0, 99);
  const y = clamp(round(box.y), 0, 99);
  const rest = (start: number): number => Math.round((100 - start) * 100) / 100;
  return {
    x,
    y,
    width: clamp(round(box.width), 1, rest(x)),
    height: clamp(round(box.height), 1, rest(y)),
  };
}

/** What a node keeps, as a box; what makes no sense is the whole picture. */
export function fromPercent(values: Readonly<Record<string, unknown>>): Box {
  const share = (name: string, otherwise: number): number => {
    const value = values[name];
    return (typeof value === 'number' && Number.isFinite(value) ? value : otherwise) / 100;
  };
  const x = clamp(share('x', 0), 0, 1 - LEAST);
  const y = clamp(share('y', 0), 0, 1 - LEAST);
  return {
    x,
    y,
    width: clamp(share('width', 100), LEAST, 1 - x),
    height: clamp(share('height', 100), LEAST, 1 - y),
  };
}
