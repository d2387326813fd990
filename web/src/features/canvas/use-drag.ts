/** Dragging nodes: shown while it lasts, written to the document once at its end. */
import type { OnNodeDrag } from '@xyflow/react';
import { type RefObject, useMemo } from 'react';
import type { Rect } from '@/core/layout';
import type { CanvasActions } from './actions';
import { NOT_MOVING, type Point } from './canvas-state';
import { edgeNear } from './edge-near';
import type { FlowNode } from './flow-adapter';
import { boxesOf, boxOf, center, withMembers } from './places';
import type { Layer } from './scene/layer';
import type { Scene } from './scene/scene';

/** Above so many nodes the others see the drag at its end only. */
const MOST_SHOWN = 100;

type Drag = { from: Point; starts: Map<string, Rect> };

export type DragHandlers = {
  onNodeDragStart: OnNodeDrag<FlowNode>;
  onNodeDrag: OnNodeDrag<FlowNode>;
  onNodeDragStop: OnNodeDrag<FlowNode>;
};

export function useDrag(
  actions: CanvasActions,
  scene: Scene,
  layer: RefObject<Layer | undefined>,
): DragHandlers {
  return useMemo(() => {
    let drag: Drag | null = null;
    return {
      onNodeDragStart: (event, node) => {
        drag = begin(actions, node.id, event.altKey);
        layer.current?.lift(drag.starts.keys());
      },
      onNodeDrag: (_, node) => {
        if (drag) move(actions, drag, node.position, layer.current);
      },
      onNodeDragStop: (_, node) => {
        if (drag) end(actions, drag, node, scene);
        drag = null;
        layer.current?.drop();
      },
    };
  }, [actions, scene, layer]);
}

function begin(actions: CanvasActions, id: string, leavesCopy: boolean): Drag {
  const { session, store } = actions;
  const { nodes } = store.getState();
  const ids = withMembers(session, nodes.has(id) ? nodes : [id]);
  const starts = new Map(boxesOf(session, ids).map((box) => [box.id, box]));
  const at = starts.get(id);
  if (leavesCopy) actions.leaveCopy(ids);
  return { from: { x: at?.x ?? 0, y: at?.y ?? 0 }, starts };
}

function shifted(drag: Drag, to: Point): Map<string, Rect> {
  const dx = to.x - drag.from.x;
  const dy = to.y - drag.from.y;
  return new Map(
    [...drag.starts].map(([id, { x, y, width, height }]) => [
      id,
      { x: x + dx, y: y + dy, width, height },
    ]),
  );
}

function move(actions: CanvasActions, drag: Drag, to: Point, layer: Layer | undefined): void {
  const moving = shifted(drag, to);
  actions.store.setState({ moving });
  layer?.move(to.x - drag.from.x, to.y - drag.from.y);
  if (moving.size <= MOST_SHOWN) {
    const places = [...moving].map(([id, { x, y }]) => [id, { x, y }]);
    actions.session.presence.show({ drag: Object.fromEntries(places) });
  }
}

function end(actions: CanvasActions, drag: Drag, node: FlowNode, scene: Scene): void {
  const { session, store } = actions;
  const { x, y } = node.position;
  if (x !== drag.from.x || y !== drag.from.y) {
    actions.arranging.place(shifted(drag, node.position));
    if (drag.starts.size === 1) insertIntoWire(actions, node.id, scene);
  }
  store.setState({ moving: NOT_MOVING });
  session.presence.show({ drag: null });
}

/** A node without wires, let go on a wire, goes between its ends. */
function insertIntoWire(actions: CanvasActions, id: string, scene: Scene): void {
  const { document } = actions.session;
  if (document.edges.some((edge) => edge.source === id || edge.target === id)) return;
  const box = boxOf(actions.session, id);
  const near = box && edgeNear(scene, center(box), Math.min(box.height / 2, 60));
  const edge = near && document.graph.edges.get(near);
  if (edge) actions.wiring.insertOn(edge, id);
}
