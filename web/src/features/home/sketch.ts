/** How a template is drawn small: its boxes and wires, fitted into a frame. */
import type { TemplateCard } from '@/api/types';

export type Box = { kind: string; x: number; y: number; width: number; height: number };
/** A curve from the right side of a box to the left side of another, as an SVG path. */
export type SketchWire = { from: string; path: string };
export type Sketch = { boxes: Box[]; wires: SketchWire[] };

type Frame = { width: number; height: number; padding: number };

export function sketch(
  { nodes, edges }: Pick<TemplateCard, 'nodes' | 'edges'>,
  frame: Frame,
): Sketch {
  const boxes = fitted(nodes, frame);
  const wires = edges.flatMap(([source, target]) => {
    const from = boxes[source];
    const to = boxes[target];
    return from && to ? [{ from: from.kind, path: curve(from, to) }] : [];
  });
  return { boxes, wires };
}

function fitted(nodes: readonly Box[], { width, height, padding }: Frame): Box[] {
  if (nodes.length === 0) return [];
  const left = Math.min(...nodes.map((node) => node.x));
  const top = Math.min(...nodes.map((node) => node.y));
  const right = Math.max(...nodes.map((node) => node.x + node.width));
  const bottom = Math.max(...nodes.map((node) => node.y + node.height));
  const scale = Math.min(
    (width - 2 * padding) / Math.max(1, right - left),
    (height - 2 * padding) / Math.max(1, bottom - top),
  );
  const dx = (width - (right - left) * scale) / 2;
  const dy = (height - (bottom - top) * scale) / 2;
  return nodes.map((node) => ({
    kind: node.kind,
    x: round(dx + (node.x - left) * scale),
    y: round(dy + (node.y - top) * scale),
    width: round(node.width * scale),
    height: round(node.height * scale),
  }));
}

function curve(from: Box, to: Box): string {
  const start = { x: from.x + from.width, y: from.y + from.height / 2 };
  const end = { x: to.x, y: to.y + to.height / 2 };
  const bend = Math.max(8, Math.abs(end.x - start.x) / 2);
  const points = [start.x, start.y, start.x + bend, start.y, end.x - bend, end.y, end.x, end.y];
  const [x, y, ...rest] = points.map(round);
  return `M${x} ${y}C${rest.join(' ')}`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
