/** A new node where nothing else stands. */
import type { CanvasNode } from '@/core/canvas';
import { placeFree } from '@/core/layout';
import { newNode } from '@/core/new-node';
import { GROUP, type NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import type { CanvasSession } from '@/sync/session';
import type { Point } from './canvas-state';
import { boxesOf } from './places';

/** A node of a kind with nothing set, around a point or free of others near it. */
export function freeNode(
  session: CanvasSession,
  spec: NodeSpec,
  at: Point,
  parameters: Record<string, Json> = {},
): CanvasNode {
  const { document } = session;
  const others = document.ids.filter((id) => document.node(id)?.kind !== GROUP);
  const { width, height } = spec;
  const box = { x: at.x - width / 2, y: at.y - height / 2, width, height };
  return newNode(spec, placeFree(boxesOf(session, others), box), parameters);
}
