import { expect, it } from 'vitest';
import { sketch } from './sketch';

const frame = { width: 200, height: 100, padding: 10 };
const box = (x: number, y: number) => ({ kind: 'text', x, y, width: 100, height: 100 });

it('fits every box into the frame, in the middle, its shape kept', () => {
  const { boxes } = sketch({ nodes: [box(-400, 0), box(0, 0)], edges: [] }, frame);
  expect(boxes).toEqual([
    { kind: 'text', x: 10, y: 32, width: 36, height: 36 },
    { kind: 'text', x: 154, y: 32, width: 36, height: 36 },
  ]);
});

it('draws a wire from the right of one to the left of the other', () => {
  const { wires } = sketch({ nodes: [box(-400, 0), box(0, 0)], edges: [[0, 1]] }, frame);
  expect(wires).toEqual([{ from: 'text', path: 'M46 50C100 50 100 50 154 50' }]);
});

it('leaves out wires to nowhere and draws nothing for nothing', () => {
  expect(sketch({ nodes: [box(0, 0)], edges: [[0, 7]] }, frame).wires).toEqual([]);
  expect(sketch({ nodes: [], edges: [] }, frame)).toEqual({ boxes: [], wires: [] });
});
