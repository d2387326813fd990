/** React Flow with the painted layer: the wiring that the app uses too. */

import {
  type Edge,
  type NodeChange,
  type Node,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  useStoreApi,
} from '@xyflow/react';
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { visibleRect } from '@/features/canvas/scene/camera';
import { useFlowCamera } from '@/features/canvas/scene/flow-camera';
import { flowHandles } from '@/features/canvas/scene/flow-handles';
import type { Layer } from '@/features/canvas/scene/layer';
import { Scene, type SceneEdge, type SceneNode } from '@/features/canvas/scene/scene';
import { SceneLayer } from '@/features/canvas/scene/scene-layer';
import { DARK, LIGHT, type SceneTheme } from '@/features/canvas/scene/theme';
import { edgesBetween, useSceneWindow } from '@/features/canvas/scene/use-scene-window';
import { Card, type CardNode } from './card';
import { type CanvasProps, flowEdge, flowNode } from './flow-canvas';
import { offer } from './gestures';
import { ICONS } from './icons';

const KINDS = { card: Card };
const FONT = { fontFamily: 'system-ui, sans-serif', icons: ICONS };
const THEMES: Record<string, SceneTheme> = { dark: { ...DARK, ...FONT }, light: { ...LIGHT, ...FONT } };

export function SceneCanvas(props: CanvasProps & { theme: string }): ReactNode {
  return (
    <ReactFlowProvider>
      <Windowed {...props} />
    </ReactFlowProvider>
  );
}

type Place = { x: number; y: number };

function Windowed({ canvas, theme }: CanvasProps & { theme: string }): ReactNode {
  const scene = useMemo(() => filled(canvas), [canvas]);
  const camera = useFlowCamera();
  const flow = useReactFlow<CardNode>();
  const store = useStoreApi();
  const layer = useRef<Layer | undefined>(undefined);
  const [sticky, setSticky] = useState<ReadonlySet<string>>(new Set());
  const [dragged, setDragged] = useState<ReadonlyMap<string, Place>>(new Map());
  const [revision, setRevision] = useState(0);
  const shown = useSceneWindow({ scene, camera, sticky });
  const made = useRef(new Map<SceneNode, CardNode>());
  const drawn = useRef(new Map<SceneEdge, Edge>());

  useEffect(() => scene.subscribe((changes) => {
    const near = changes.nodes?.some((one) => shown.mounted.has(one.id)) ?? true;
    if (near) setRevision(scene.revision);
  }), [scene, shown.mounted]);

  const select = useCallback((ids: ReadonlySet<string>) => {
    const touched = [...new Set([...sticky, ...ids])].map((id) => scene.node(id));
    const changed = touched.filter((one) => one !== undefined && one.selected !== ids.has(one.id));
    scene.apply({ nodes: changed.flatMap((one) => (one ? [{ ...one, selected: ids.has(one.id) }] : [])) });
    setSticky(ids);
  }, [scene, sticky]);

  useEffect(() => offer({
    flow: () => flow,
    select: (count) => select(new Set(scene.nearest(visibleRect(camera.get()), count).map((one) => one.id))),
    progress: (share) => scene.patchNode('n_1', { status: 'running', progress: share }),
  }), [flow, scene, camera, select]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision says that a mounted node changed
  const nodes = useMemo(() => {
    const kept = new Map<SceneNode, CardNode>();
    for (const id of shown.mounted) {
      const one = scene.node(id);
      if (one !== undefined) kept.set(one, made.current.get(one) ?? ready(one));
    }
    made.current = kept;
    return [...kept.values()].map((one) => {
      const position = dragged.get(one.id);
      return position === undefined ? one : { ...one, position };
    });
  }, [scene, shown.mounted, dragged, revision]);
  const edges = useMemo(() => {
    const kept = new Map<SceneEdge, Edge>();
    for (const one of edgesBetween(scene, shown.mounted)) kept.set(one, drawn.current.get(one) ?? flowEdge(one));
    drawn.current = kept;
    return [...kept.values()];
  }, [scene, shown.mounted]);

  const change = useCallback((changes: NodeChange<CardNode>[]) => {
    const moves = changes.filter((one) => one.type === 'position').filter((one) => one.dragging === true);
    if (moves.length > 0) {
      setDragged(new Map(moves.flatMap((one) => (one.position ? [[one.id, one.position] as const] : []))));
    }
    const picks = changes.filter((one) => one.type === 'select');
    if (picks.length > 0) {
      const next = new Set(sticky);
      for (const one of picks) {
        if (one.selected) next.add(one.id);
        else next.delete(one.id);
      }
      select(next);
    }
  }, [select, sticky]);

  const began = (_: unknown, node: Node): void => {
    layer.current?.lift(sticky.has(node.id) ? sticky : [node.id]);
  };
  const moved = (_: unknown, node: Node): void => {
    const from = scene.node(node.id);
    if (from !== undefined) layer.current?.move(node.position.x - from.x, node.position.y - from.y);
  };
  const ended = (_: unknown, node: Node): void => {
    const from = scene.node(node.id);
    const ids = sticky.has(node.id) ? sticky : new Set([node.id]);
    if (from !== undefined) {
      const [dx, dy] = [node.position.x - from.x, node.position.y - from.y];
      const nodes = [...ids].map((id) => scene.node(id)).filter((one) => one !== undefined);
      scene.apply({ nodes: nodes.map((one) => ({ ...one, x: one.x + dx, y: one.y + dy })) });
    }
    setDragged(new Map());
    layer.current?.drop();
  };
  const boxed = (): void => {
    const box = store.getState().userSelectionRect;
    if (box !== null) {
      const { x, y, zoom } = camera.get();
      const rect = { x: (box.x - x) / zoom, y: (box.y - y) / zoom, width: box.width / zoom, height: box.height / zoom };
      select(new Set(scene.nodesIn(rect).map((one) => one.id)));
    }
  };

  return (
    <ReactFlow
      nodes={nodes}
      edges={edges}
      nodeTypes={KINDS}
      minZoom={0.02}
      onNodesChange={change}
      onNodeDragStart={began}
      onNodeDrag={moved}
      onNodeDragStop={ended}
      onSelectionEnd={boxed}
      proOptions={{ hideAttribution: true }}
    >
      <SceneLayer
        scene={scene}
        camera={camera}
        theme={THEMES[theme] ?? DARK}
        mounted={shown.hidden}
        onPresented={shown.presented}
        onReady={(ready) => {
          layer.current = ready;
        }}
      />
    </ReactFlow>
  );
}

const PORTS = { inputs: ['in0', 'in1', 'in2'], outputs: ['out0', 'out1'] };

/** With sizes and ports given, React Flow need not measure a card that comes into view. */
function ready(one: SceneNode): CardNode {
  const { width, height } = one;
  return { ...flowNode(one), measured: { width, height }, handles: flowHandles(PORTS, width, height) };
}

function filled(canvas: CanvasProps['canvas']): Scene {
  const scene = new Scene();
  scene.apply(canvas);
  return scene;
}
