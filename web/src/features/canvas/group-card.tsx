/** A group: a frame behind its members, moved by its title. */
import { type NodeProps, NodeResizer } from '@xyflow/react';
import { memo, type ReactNode } from 'react';
import { useCanvasSlots } from '@/sync/slots';
import { useMay, useNode, useSession } from '@/sync/use-session';
import { useActions } from './actions-context';
import type { FlowNode } from './flow-adapter';
import styles from './node-card.module.css';
import { NodeTitle } from './node-title';

export const GroupCard = memo(function GroupCard({ id, selected }: NodeProps<FlowNode>): ReactNode {
  const { kinds } = useSession();
  const { bodies } = useCanvasSlots();
  const node = useNode(id);
  const actions = useActions();
  const may = useMay();
  if (!node) return null;
  const spec = kinds.get(node.kind);
  const Content = bodies[node.kind];
  return (
    <section
      className={styles.group}
      data-selected={selected || undefined}
      aria-label={`Group ${node.name || ''}`}
    >
      {Content && spec ? (
        <Content
          id={id}
          kind={spec}
          selected={selected}
          editing={false}
          compact={false}
          onShow={actions.showAll}
        />
      ) : null}
      <NodeResizer
        isVisible={selected && may.edit}
        minWidth={120}
        minHeight={80}
        lineClassName={styles.resizeLine}
        handleClassName={styles.resizeCorner}
        onResize={(_, box) => actions.arranging.resizing(id, box)}
        onResizeEnd={(_, box) => actions.arranging.resized(id, box)}
      />
      <div className={`${styles.groupTitle} group-handle`}>
        <NodeTitle id={id} name={node.name} spec={spec} />
      </div>
    </section>
  );
});
