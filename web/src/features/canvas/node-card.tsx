/** The frame of a node: title above the card, ports on its rim, status line, and the body inside. */
import { type NodeProps, NodeResizer, useStore } from '@xyflow/react';
import { type CSSProperties, memo, type ReactNode } from 'react';
import type { NodeSpec } from '@/core/spec';
import { outputTypes } from '@/core/spec';
import { useCanvasSlots } from '@/sync/slots';
import { useNode, useSession } from '@/sync/use-session';
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
/** Below this zoom a body shows only its result. */
const COMPACT_BELOW = 0.5;

export const NodeCard = memo(function NodeCard({ id, selected }: NodeProps<FlowNode>): ReactNode {
  const session = useSession();
  const node = useNode(id);
  const actions = useActions();
  if (!node) return null;
  const spec = session.kinds.get(node.kind);
  const type = typeOf(spec, node);
  return (
    <article
      className={styles.node}
      data-selected={selected || undefined}
      style={{ '--type': `var(--type-${type})` } as CSSProperties}
      aria-label={`${node.name || spec?.title || node.kind}, ${spec?.title ?? 'unknown kind'}`}
    >
      <NodeTitle id={id} name={node.name} spec={spec} />
      <NodeResizer
        isVisible={selected}
        minWidth={MIN_WIDTH}
        minHeight={MIN_HEIGHT}
        lineClassName={styles.resizeLine}
        handleClassName={styles.resizeCorner}
        onResize={(_, box) => actions.resizing(id, box)}
        onResizeEnd={(_, box) => actions.resized(id, box)}
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
  const editing = useCanvasState((state) => state.editing === id);
  const compact = useStore((state) => state.transform[2] < COMPACT_BELOW);
  const Content = slots.bodies[spec.kind] ?? slots.body ?? PlainBody;
  return <Content id={id} kind={spec} selected={selected} editing={editing} compact={compact} />;
}

function Ports({ id, spec }: { id: string; spec: NodeSpec }): ReactNode {
  const node = useNode(id);
  const moving = useCanvasState((state) => state.moving.get(id)?.height);
  if (!node) return null;
  const height = moving ?? node.height ?? spec.height;
  return (
    <>
      {spec.inputs.map((input, index) => (
        <Port
          key={input.name}
          node={id}
          side="input"
          name={input.name}
          title={input.title}
          types={input.types}
          isList={input.many}
          isRequired={input.required}
          top={portOffset(index, spec.inputs.length, height)}
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
