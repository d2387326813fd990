/** The canvas: React Flow for what is near, the painted scene for the rest. */
import '@xyflow/react/dist/base.css';
import {
  Background,
  BackgroundVariant,
  type EdgeTypes,
  type NodeTypes,
  ReactFlow,
  SelectionMode,
  useReactFlow,
} from '@xyflow/react';
import { type ReactNode, useCallback, useEffect, useMemo, useRef } from 'react';
import { useMay, useRuns, useSession } from '@/sync/use-session';
import { useActions } from './actions-context';
import styles from './canvas.module.css';
import { select, useCanvasState, useCanvasStore } from './canvas-state';
import { CutLayer } from './cut-layer';
import { useFlow } from './flow-adapter';
import { GroupCard } from './group-card';
import { NodeCard } from './node-card';
import { PresenceLayer } from './presence-layer';
import { useFlowCamera } from './scene/flow-camera';
import type { Layer } from './scene/layer';
import { SceneLayer } from './scene/scene-layer';
import { useSceneWindow } from './scene/use-scene-window';
import type { SceneFeed } from './scene-feed';
import { useDrag } from './use-drag';
import { useSceneTheme } from './use-scene-theme';
import { useSelection } from './use-selection';
import { useWiring } from './use-wiring';
import { Wire } from './wire';

const NODE_TYPES: NodeTypes = { card: NodeCard, frame: GroupCard };
const EDGE_TYPES: EdgeTypes = { wire: Wire };
const GRID: [number, number] = [20, 20];
const MULTI_KEYS = ['Meta', 'Control', 'Shift'];

export function Canvas({ feed }: { feed: SceneFeed }): ReactNode {
  const store = useCanvasStore();
  const actions = useActions();
  const camera = useFlowCamera();
  const theme = useSceneTheme();
  const layer = useRef<Layer | undefined>(undefined);
  const { screenToFlowPosition } = useReactFlow();
  const { scene } = feed;
  useEffect(() => feed.start(), [feed]);
  const sticky = useSticky();
  const { mounted, hidden, presented } = useSceneWindow({ scene, camera, sticky });
  const { nodes, edges } = useFlow(mounted);
  const drag = useDrag(actions, scene, layer);
  const wiring = useWiring(actions, scene, screenToFlowPosition);
  const selection = useSelection(store, scene);
  const tool = useCanvasState((state) => state.tool);
  const isSnapping = useCanvasState((state) => state.isSnapping);
  const isTouch = useIsTouch();
  const { edit: mayEdit } = useMay();
  const hover = useCallback(
    (event: { clientX: number; clientY: number }) => {
      const at = scene.nodeAt(screenToFlowPosition({ x: event.clientX, y: event.clientY }));
      const hovered = at?.shape === 'card' ? at.id : null;
      if (store.getState().hovered !== hovered) store.setState({ hovered });
    },
    [scene, screenToFlowPosition, store],
  );
  return (
    <ReactFlow
      className={styles.canvas}
      data-tool={tool}
      nodes={nodes}
      edges={edges}
      nodeTypes={NODE_TYPES}
      edgeTypes={EDGE_TYPES}
      {...selection}
      {...drag}
      {...wiring}
      onPaneClick={() => select(store, [])}
      onPaneMouseMove={hover}
      onNodeDoubleClick={(_, node) => mayEdit && store.setState({ editing: node.id })}
      onMoveStart={() => store.setState({ refusal: null })}
      minZoom={0.02}
      maxZoom={4}
      snapToGrid={isSnapping}
      snapGrid={GRID}
      connectionRadius={24}
      connectOnClick={false}
      deleteKeyCode={null}
      selectionKeyCode={tool === 'hand' ? 'Shift' : null}
      multiSelectionKeyCode={MULTI_KEYS}
      panActivationKeyCode="Space"
      selectionOnDrag={tool === 'select' && !isTouch}
      selectionMode={SelectionMode.Partial}
      panOnDrag={tool === 'hand' || isTouch ? [0, 1] : [1]}
      panOnScroll
      panOnScrollSpeed={1}
      zoomOnDoubleClick={false}
      nodesDraggable={mayEdit && tool === 'select'}
      nodesConnectable={mayEdit}
      edgesReconnectable={mayEdit}
      nodesFocusable={false}
      edgesFocusable={false}
      disableKeyboardA11y
      elevateNodesOnSelect={false}
      proOptions={{ hideAttribution: true }}
    >
      <SceneLayer
        scene={scene}
        camera={camera}
        theme={theme}
        mounted={hidden}
        onPresented={presented}
        onReady={(ready) => {
          layer.current = ready;
        }}
      />
      <Background variant={BackgroundVariant.Dots} gap={20} size={1} className={styles.dots} />
      <PresenceLayer />
      <CutLayer scene={scene} />
    </ReactFlow>
  );
}

/** Nodes that are mounted wherever they are painted otherwise. */
function useSticky(): ReadonlySet<string> {
  const selected = useCanvasState((state) => state.nodes);
  const hovered = useCanvasState((state) => state.hovered);
  const editing = useCanvasState((state) => state.editing);
  const running = useRunning();
  return useMemo(() => {
    const sticky = new Set([...selected].slice(0, 40));
    for (const id of running.split(' ')) if (id) sticky.add(id);
    if (hovered !== null) sticky.add(hovered);
    if (editing !== null) sticky.add(editing);
    return sticky;
  }, [selected, hovered, editing, running]);
}

/** Ids of nodes that run now, as one text: the same while they are the same. */
function useRunning(): string {
  const session = useSession();
  const ids = useRuns((state) => {
    const live = state.runs.some((run) => run.state === 'running');
    if (!live) return '';
    return Object.entries(state.steps)
      .filter(([, steps]) => steps[0]?.state === 'running' || steps[0]?.state === 'waiting')
      .map(([id]) => id)
      .slice(0, 20)
      .join(' ');
  });
  return session.isLoaded ? ids : '';
}

/** A finger pans; boxes are for pointers that can also press a key. */
function useIsTouch(): boolean {
  return useMemo(() => window.matchMedia('(pointer: coarse)').matches, []);
}
