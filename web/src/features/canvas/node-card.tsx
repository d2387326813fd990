/** The frame of a node: title above the card, ports on its rim, status line, and the body inside. */
import { type NodeProps, NodeResizer, useStore, useUpdateNodeInternals } from '@xyflow/react';
import {
  type CSSProperties,
  memo,
  type ReactNode,
  useCallback,
  useLayoutEffect,
  useRef,
  useSyncExternalStore,
} from 'react';
import { type InputPort, inputPorts, usedCard, wiredInputs } from '@/core/ports';
import type { NodeSpec } from '@/core/spec';
import { outputTypes } from '@/core/spec';
import { useCanvasSlots } from '@/sync/slots';
import { useKind, useMay, useNode, useSession } from '@/sync/use-session';
import { useActions } from './actions-context';
import { useCanvasState } from './canvas-state';
import type { FlowNode } from './flow-adapter';
import styles from './node-card.module.css';
import { NodeStatus } from './node-status';
import { NodeTitle } from './node-title';
import { PlainBody, UnknownBody } from './plain-body';
import { Port } from './port';
import { portOffset } from './scene/geometry';
import { typeOf } from './scene-feed';

const MIN_WIDTH = 160;
const MIN_HEIGHT = 80;
const MIN_BARE = 24;
/** Below this zoom a body shows only its result. */
const COMPACT_BELOW = 0.5;

export const NodeCard = memo(function NodeCard({ id, selected }: NodeProps<FlowNode>): ReactNode {
  const node = useNode(id);
  const spec = useKind(id);
  const actions = useActions();
  const { bare } = useCanvasSlots();
  const may = useMay();
  if (!node) return null;
  const type = typeOf(spec, node);
  const isBare = bare?.has(node.kind);
  return (
    <article
      className={styles.node}
      data-selected={selected || undefined}
      data-bare={isBare || undefined}
      style={{ '--type': `var(--type-${type})` } as CSSProperties}
      aria-label={`${node.name || spec?.title || node.kind}, ${spec?.title ?? 'unknown kind'}`}
    >
      <NodeTitle id={id} name={node.name} spec={spec} />
      <NodeResizer
        isVisible={selected && may.edit}
        minWidth={isBare ? MIN_BARE : MIN_WIDTH}
        minHeight={isBare ? MIN_BARE : MIN_HEIGHT}
        lineClassName={styles.resizeLine}
        handleClassName={styles.resizeCorner}
        onResize={(_, box) => actions.arranging.resizing(id, box)}
        onResizeEnd={(_, box) => actions.arranging.resized(id, box)}
      />
      <div className={styles.card}>
        {spec ? <Body id={id} spec={spec} selected={selected} /> : <UnknownBody kind={node.kind} />}
        <NodeStatus id={id} />
      </div>
      {spec ? <Ports id={id} spec={spec} /> : null}
    </article>
  );
});

function Body({
  id,
  spec,
  selected,
}: {
  id: string;
  spec: NodeSpec;
  selected: boolean;
}): ReactNode {
  const slots = useCanvasSlots();
  const actions = useActions();
  const editing = useCanvasState((state) => state.editing === id);
  const compact = useStore((state) => state.transform[2] < COMPACT_BELOW);
  const Content = slots.bodies[spec.kind] ?? slots.body ?? PlainBody;
  return (
    <Content
      id={id}
      kind={spec}
      selected={selected}
      editing={editing}
      compact={compact}
      onShow={actions.showAll}
    />
  );
}

function Ports({ id, spec }: { id: string; spec: NodeSpec }): ReactNode {
  const node = useNode(id);
  const moving = useCanvasState((state) => state.moving.get(id)?.height);
  const ports = useInputPorts(id, spec);
  const card = useBrokenBy(id, spec, ports);
  useMeasuredPorts(id, ports);
  if (!node) return null;
  const height = moving ?? node.height ?? spec.height;
  return (
    <>
      {ports.map(({ input, isBroken }, index) => (
        <Port
          key={input.name}
          node={id}
          side="input"
          name={input.name}
          title={input.title}
          types={input.types}
          isList={input.many}
          isRequired={input.required}
          {...(isBroken ? { broken: card ?? spec.title } : {})}
          top={portOffset(index, ports.length, height)}
        />
      ))}
      {spec.outputs.map((output, index) => (
        <Port
          key={output.name}
          node={id}
          side="output"
          name={output.name}
          title={output.title}
          types={outputTypes(spec, output, node.parameters)}
          isList={output.list}
          top={portOffset(index, spec.outputs.length, height)}
        />
      ))}
    </>
  );
}

/** The inputs that a node shows now; the same list until its model or its wires change. */
function useInputPorts(id: string, spec: NodeSpec): readonly InputPort[] {
  const { catalog, document } = useSession();
  const watch = useCallback((listener: () => void) => document.watch(listener), [document]);
  return useSyncExternalStore(watch, () => {
    const { parameters } = document.node(id) ?? NOTHING;
    return inputPorts(catalog, spec, parameters, wiredInputs(document.edges, id));
  });
}

const NOTHING = { parameters: {} };

/** The name of the model that does not take what is wired. */
function useBrokenBy(id: string, spec: NodeSpec, ports: readonly InputPort[]): string | null {
  const { catalog, document } = useSession();
  if (!ports.some((port) => port.isBroken)) return null;
  const { parameters } = document.node(id) ?? NOTHING;
  return usedCard(catalog, spec, parameters, wiredInputs(document.edges, id))?.title ?? null;
}

/** React Flow looks again where the ports are once there are others. */
function useMeasuredPorts(id: string, ports: readonly InputPort[]): void {
  const measure = useUpdateNodeInternals();
  const last = useRef(ports);
  useLayoutEffect(() => {
    if (last.current === ports) return;
    last.current = ports;
    measure(id);
  }, [measure, id, ports]);
}
