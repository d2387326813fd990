/** Selecting: clicks on mounted nodes, boxes drawn around mounted and painted ones. */
import { type EdgeChange, type NodeChange, useStore, useStoreApi } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import { type CanvasStore, select } from './canvas-state';
import type { FlowEdge, FlowNode } from './flow-adapter';
import { contains } from './scene/geometry';
import type { Scene } from './scene/scene';

export type SelectionHandlers = {
  onNodesChange: (changes: NodeChange<FlowNode>[]) => void;
  onEdgesChange: (changes: EdgeChange<FlowEdge>[]) => void;
};

export function useSelection(store: CanvasStore, scene: Scene): SelectionHandlers {
  const flow = useStoreApi();
  useBox(store, scene);
  const onNodesChange = useCallback(
    (changes: NodeChange<FlowNode>[]) => {
      const { userSelectionActive, multiSelectionActive } = flow.getState();
      const selects = changes.filter((change) => change.type === 'select');
      if (userSelectionActive || selects.length === 0) return;
      const next = new Set(store.getState().nodes);
      for (const change of selects) {
        if (change.selected) next.add(change.id);
        else next.delete(change.id);
      }
      const chosen = selects.filter((change) => change.selected).map((change) => change.id);
      // React Flow cannot deselect what it does not know: painted nodes go with a plain click.
      const isPlain = chosen.length > 0 && !multiSelectionActive;
      select(store, isPlain ? chosen : next, isPlain ? [] : store.getState().edges);
    },
    [flow, store],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<FlowEdge>[]) => {
      const selects = changes.filter((change) => change.type === 'select');
      if (flow.getState().userSelectionActive || selects.length === 0) return;
      const next = new Set(store.getState().edges);
      for (const change of selects) {
        if (change.selected) next.add(change.id);
        else next.delete(change.id);
      }
      select(store, store.getState().nodes, next);
    },
    [flow, store],
  );
  return { onNodesChange, onEdgesChange };
}

/** The box that is being drawn selects what it touches; a group only when it holds it whole. */
function useBox(store: CanvasStore, scene: Scene): void {
  const rect = useStore((state) => state.userSelectionRect);
  const flow = useStoreApi();
  const before = useRef<ReadonlySet<string> | null>(null);
  useEffect(() => {
    if (!rect) {
      before.current = null;
      return;
    }
    const { transform, multiSelectionActive } = flow.getState();
    const [x, y, zoom] = transform;
    before.current ??= multiSelectionActive ? store.getState().nodes : new Set<string>();
    const box = {
      x: (rect.x - x) / zoom,
      y: (rect.y - y) / zoom,
      width: rect.width / zoom,
      height: rect.height / zoom,
    };
    const touched = scene
      .nodesIn(box)
      .filter((node) => node.shape === 'card' || contains(box, node))
      .map((node) => node.id);
    select(store, [...before.current, ...touched]);
  }, [rect, flow, store, scene]);
}
