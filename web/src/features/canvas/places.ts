/** Where nodes stand on the canvas: their size falls back to their kind's. */
import type { CanvasNode } from '@/core/canvas';
import type { Placed, Rect } from '@/core/layout';
import { GROUP } from '@/core/spec';
import type { CanvasSession } from '@/sync/session';

const UNKNOWN = { width: 280, height: 160 };

export function sizeOf(
  session: CanvasSession,
  node: CanvasNode,
): { width: number; height: number } {
  const kind = session.kinds.get(node.kind);
  return {
    width: node.width ?? kind?.width ?? UNKNOWN.width,
    height: node.height ?? kind?.height ?? UNKNOWN.height,
  };
}

/** A node's box on the canvas, in absolute canvas units; none if it is gone. */
export function boxOf(session: CanvasSession, id: string): Placed | null {
  const node = session.document.node(id);
  return node ? { id, ...session.document.absolute(id), ...sizeOf(session, node) } : null;
}

export function boxesOf(session: CanvasSession, ids: Iterable<string>): Placed[] {
  return [...ids].map((id) => boxOf(session, id)).filter((box) => box !== null);
}

/** The nodes and, for groups among them, everything inside at any depth. */
export function withMembers(session: CanvasSession, ids: Iterable<string>): Set<string> {
  const all = new Set(ids);
  const hasGroup = [...all].some((id) => session.document.node(id)?.kind === GROUP);
  if (!hasGroup) return all;
  for (let size = -1; size !== all.size; ) {
    size = all.size;
    for (const node of session.document.graph.nodes.values()) {
      if (node.parent !== null && all.has(node.parent)) all.add(node.id);
    }
  }
  return all;
}

/** Those of the nodes that are not inside another of them. */
export function rootsOf(session: CanvasSession, ids: ReadonlySet<string>): string[] {
  return [...ids].filter((id) => {
    const parent = session.document.node(id)?.parent ?? null;
    return parent === null || ![...ids].some((one) => session.document.isWithin(parent, one));
  });
}

export function center(rect: Rect): { x: number; y: number } {
  return { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
}

/** Nodes in reading order: by rows, then from left to right. */
export function readingOrder(session: CanvasSession): string[] {
  const boxes = boxesOf(session, session.document.ids);
  const row = (box: Rect): number => Math.round(box.y / 160);
  return boxes.sort((a, b) => row(a) - row(b) || a.x - b.x || a.y - b.y).map((box) => box.id);
}

/** What stands on a card's title. */
export function titleOf(session: CanvasSession, node: CanvasNode): string {
  return node.name || session.kinds.get(node.kind)?.title || node.kind;
}
