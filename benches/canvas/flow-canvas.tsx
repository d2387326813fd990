/** The same canvas in React Flow as it is documented: every node and edge mounted. */

import {
  type Edge,
  ReactFlow,
  ReactFlowProvider,
  useEdgesState,
  useNodesState,
  useReactFlow,
} from '@xyflow/react';
import { type ReactNode, useEffect } from 'react';
import type { SceneEdge, SceneNode } from '@/features/canvas/scene/scene';
import { Card, type CardNode } from './card';
import { offer } from './gestures';

const KINDS = { card: Card };

export interface CanvasProps {
  canvas: { nodes: readonly SceneNode[]; edges: readonly SceneEdge[] };
}

export function flowNode(shown: SceneNode): CardNode {
  return {
    id: shown.id,
    type: 'card',
    position: { x: shown.x, y: shown.y },
    width: shown.width,
    height: shown.height,
    selected: shown.selected,
    data: { shown },
  };
}

export function flowEdge({ id, source, target, input, output, type }: SceneEdge): Edge {
  const style = { stroke: `var(--type-${type})`, strokeWidth: 1.5 };
  return { id, source, target, sourceHandle: `out${output}`, targetHandle: `in${input}`, style };
}

export function FlowCanvas({ canvas }: CanvasProps): ReactNode {
  return (
    <ReactFlowProvider>
      <Whole canvas={canvas} />
    </ReactFlowProvider>
  );
}

function Whole({ canvas }: CanvasProps): ReactNode {
  const flow = useReactFlow<CardNode>();
  const [nodes, setNodes, changeNodes] = useNodesState(canvas.nodes.map(flowNode));
  const [edges, , changeEdges] = useEdgesState(canvas.edges.map(flowEdge));
  useEffect(
    () =>
      offer({
        flow: () => flow,
        select: (count) =>
          setNodes((all) => all.map((one, index) => ({ ...one, selected: index < count }))),
        progress: (share) =>
          setNodes((all) =>
            all.map((one, index) => (index === 1 ? running(one, share) : one)),
          ),
      }),
    [flow, setNodes],
  );
  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={KINDS}
      minZoom={0.02}
      onNodesChange={changeNodes}
      onEdgesChange={changeEdges}
      proOptions={{ hideAttribution: true }}
    />
  );
}

function running(one: CardNode, share: number): CardNode {
  return { ...one, data: { shown: { ...one.data.shown, status: 'running', progress: share } } };
}
