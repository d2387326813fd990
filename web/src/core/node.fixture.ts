/** A small node at the canvas's origin, as any kind; for tests. */
import type { CanvasNode } from './canvas';

export const nodeOf = (
  id: string,
  kind: string,
  parameters: CanvasNode['parameters'] = {},
): CanvasNode => ({
  id,
  kind,
  name: '',
  x: 0,
  y: 0,
  width: null,
  height: null,
  z: 0,
  parent: null,
  parameters,
});
