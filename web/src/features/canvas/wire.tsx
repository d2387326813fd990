/** An edge: a curve in the colour of what flows; a ✕ in its middle while hovered or selected. */
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, useStore } from '@xyflow/react';
import { X } from 'lucide-react';
import { type CSSProperties, memo, type ReactNode } from 'react';
import { useSession } from '@/sync/use-session';
import { useCanvasState } from './canvas-state';
import type { FlowEdge } from './flow-adapter';
import { edgePath } from './scene/geometry';
import styles from './wire.module.css';

export const Wire = memo(function Wire(props: EdgeProps<FlowEdge>): ReactNode {
  const { id, sourceX, sourceY, targetX, targetY, selected, data } = props;
  const { document } = useSession();
  const isCutting = useCanvasState((state) => state.tool === 'cut');
  const isFar = useStore((state) => state.transform[2] < 0.4);
  const path = edgePath({ x: sourceX, y: sourceY }, { x: targetX, y: targetY });
  const style = {
    '--wire': `var(--type-${data?.type ?? 'text'})`,
    '--x': `${(sourceX + targetX) / 2}px`,
    '--y': `${(sourceY + targetY) / 2}px`,
  } as CSSProperties;
  return (
    <g className={styles.wire} style={style} data-selected={selected || undefined}>
      <BaseEdge id={id} path={path} interactionWidth={20} className={styles.path} />
      {data?.list ? <path d={path} className={styles.core} /> : null}
      {isCutting || isFar ? null : (
        <EdgeLabelRenderer>
          <button
            type="button"
            className={`${styles.remove} nodrag nopan`}
            style={style}
            data-shown={selected || undefined}
            data-edge={id}
            tabIndex={selected ? 0 : -1}
            aria-label="Remove this wire"
            onClick={() => document.removeEdges([id])}
          >
            <X size={12} strokeWidth={2} aria-hidden="true" />
          </button>
        </EdgeLabelRenderer>
      )}
    </g>
  );
});
