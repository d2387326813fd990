/** Drawing wires: accepted, refused with a reason at the pointer, or ended where a node can be added. */
import type { Connection, FinalConnectionState, IsValidConnection } from '@xyflow/react';
import { useMemo } from 'react';
import { judgeWire, type Wire } from '@/core/connect';
import { findInput, findOutput, outputTypes } from '@/core/spec';
import type { CanvasActions } from './actions';
import type { Point, PortEnd } from './canvas-state';
import type { FlowEdge } from './flow-adapter';
import type { Scene } from './scene/scene';

export type WiringHandlers = {
  isValidConnection: IsValidConnection<FlowEdge>;
  onConnect: (connection: Connection) => void;
  onConnectEnd: (event: MouseEvent | TouchEvent, state: FinalConnectionState) => void;
  onReconnectStart: () => void;
  onReconnect: (edge: FlowEdge, connection: Connection) => void;
  onReconnectEnd: (
    event: MouseEvent | TouchEvent,
    edge: FlowEdge,
    type: unknown,
    state: FinalConnectionState,
  ) => void;
};

export function useWiring(
  actions: CanvasActions,
  scene: Scene,
  toCanvas: (point: Point) => Point,
): WiringHandlers {
  return useMemo(() => {
    const { catalog, document, kinds } = actions.session;
    let isReconnecting = false;
    return {
      isValidConnection: (connection) => {
        const wire = wireOf(connection as Connection);
        return wire !== null && judgeWire(document.graph, kinds, catalog, wire).ok;
      },
      onConnect: (connection) => {
        const wire = wireOf(connection);
        if (wire) actions.wiring.connect(wire);
      },
      onConnectEnd: (event, state) => {
        if (isReconnecting || state.isValid) return;
        const from = endOf(actions, state);
        const screen = screenOf(event);
        if (from) ended(actions, scene, from, state, screen, toCanvas(screen));
      },
      onReconnectStart: () => {
        isReconnecting = true;
      },
      onReconnect: (edge, connection) => {
        const wire = wireOf(connection);
        if (!wire) return;
        document.step(() => {
          document.removeEdges([edge.id]);
          actions.wiring.connect(wire);
        });
      },
      onReconnectEnd: (_, edge, __, state) => {
        isReconnecting = false;
        if (!state.isValid && !state.toNode) document.removeEdges([edge.id]);
      },
    };
  }, [actions, scene, toCanvas]);
}

function wireOf(connection: Connection): Wire | null {
  const { source, sourceHandle, target, targetHandle } = connection;
  if (!sourceHandle || !targetHandle) return null;
  return { source, output: sourceHandle, target, input: targetHandle };
}

function screenOf(event: MouseEvent | TouchEvent): Point {
  const at = 'changedTouches' in event ? event.changedTouches[0] : event;
  return { x: at?.clientX ?? 0, y: at?.clientY ?? 0 };
}

/** The end a wire was drawn from, with the types it has now. */
function endOf(actions: CanvasActions, state: FinalConnectionState): PortEnd | null {
  const { fromHandle } = state;
  const node = fromHandle && actions.session.document.node(fromHandle.nodeId);
  const spec = node && actions.session.kinds.get(node.kind);
  if (!spec || !fromHandle?.id) return null;
  const port = fromHandle.id;
  if (fromHandle.type === 'source') {
    const output = findOutput(spec, port);
    if (!output) return null;
    const types = outputTypes(spec, output, node.parameters);
    return { node: node.id, port, side: 'output', types };
  }
  const input = findInput(spec, port);
  return input ? { node: node.id, port, side: 'input', types: input.types } : null;
}

function ended(
  actions: CanvasActions,
  scene: Scene,
  from: PortEnd,
  state: FinalConnectionState,
  screen: Point,
  canvas: Point,
): void {
  const { toHandle } = state;
  const under = toHandle?.nodeId ?? nodeUnder(scene, screen, canvas);
  const wire = toHandle?.id
    ? between(from, { node: toHandle.nodeId, port: toHandle.id })
    : onNode(actions, from, under);
  if (wire === undefined) {
    actions.store.setState({ picker: { screen, canvas, from } });
    return;
  }
  const verdict = wire && actions.wiring.connect(wire);
  if (verdict?.ok) return;
  actions.store.setState({
    refusal: {
      screen,
      canvas,
      wire,
      reason: verdict?.reason ?? actions.wiring.whyNot(under, from),
      converter: verdict?.converter ?? null,
      offers: actions.wiring.otherModels(under, from, wire?.input),
    },
  });
}

function between(from: PortEnd, to: { node: string; port: string }): Wire {
  return from.side === 'output'
    ? { source: from.node, output: from.port, target: to.node, input: to.port }
    : { source: to.node, output: to.port, target: from.node, input: from.port };
}

/** The wire to a node that was dropped on; null if nothing fits there, undefined if there is none. */
function onNode(actions: CanvasActions, from: PortEnd, node: string | null) {
  if (node === null || node === from.node) return undefined;
  return actions.wiring.wireTo(node, from);
}

/** The node under the pointer, mounted or painted; groups are ground. */
function nodeUnder(scene: Scene, screen: Point, canvas: Point): string | null {
  const element = document.elementFromPoint(screen.x, screen.y);
  const mounted = element?.closest<HTMLElement>('.react-flow__node-card')?.dataset.id;
  if (mounted) return mounted;
  const painted = scene.nodeAt(canvas);
  return painted && painted.shape === 'card' ? painted.id : null;
}
