/**
 * A node's ports as React Flow's `handles`: with these, `measured` and fixed sizes it need not measure the DOM of each
 * card that comes into view, and draws the card's edges in the same frame.
 */

import { type NodeHandle, Position } from '@xyflow/react';
import { PORT_SIZE, portOffset } from './geometry';

export interface PortNames {
  inputs: readonly string[];
  outputs: readonly string[];
}

export function flowHandles(ports: PortNames, width: number, height: number): NodeHandle[] {
  const half = PORT_SIZE / 2;
  const size = { width: PORT_SIZE, height: PORT_SIZE };
  const inputs = ports.inputs.map((id, index, all): NodeHandle => {
    const y = portOffset(index, all.length, height) - half;
    return { id, type: 'target', position: Position.Left, x: -half, y, ...size };
  });
  const outputs = ports.outputs.map((id, index, all): NodeHandle => {
    const y = portOffset(index, all.length, height) - half;
    return { id, type: 'source', position: Position.Right, x: width - half, y, ...size };
  });
  return [...inputs, ...outputs];
}
