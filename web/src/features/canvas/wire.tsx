/** An edge: a curve in the colour of what flows; a ✕ in its middle while hovered or selected, a warning if nothing takes it. */
import { BaseEdge, EdgeLabelRenderer, type EdgeProps, useStore } from '@xyflow/react';
import { TriangleAlert, X } from 'lucide-react';
import { type CSSProperties, memo, type ReactNode } from 'react';
import { useSession } from '@/sync/use-session';
import { useCanvasState, useCanvasStore } from './canvas-state';
import type { FlowEdge } from './flow-adapter';
import { askRepair } from './repair-layer';
import { edgePath } from './scene/geometry';
import styles from './wire.module.css';

export const Wire = memo(function Wire(props: EdgeProps<FlowEdge>): ReactNode {
  const { id, sourceX, sourceY, target, targetX, targetY, targetHandleId, selected, data } = props;
  const { document } = useSession();
  const isCutting = useCanvasState((state) => state.tool === 'cut');
  const isFar = useStore((state) => state.transform[2] < 0.4);
  const store = useCanvasStore();
  const isBroken = data?.broken ?? false;
  const path = edgePath({ x: sourceX, y: sourceY }, { x: targetX, y: targetY });
  const style = {
    '--wire': isBroken ? 'var(--warning)' : `var(--type-${data?.type ?? 'text'})`,
    '--x': `${(sourceX + targetX) / 2}px`,
    '--y': `${(sourceY + targetY) / 2}px`,
  } as CSSProperties;
  return (
    <g
      className={styles.wire}
      style={style}
      data-selected={selected || undefined}
      data-broken={isBroken || undefined}
    >
      <BaseEdge id={id} path={path} interactionWidth={20} className={styles.path} />
      {data?.list ? <path d={path} className={styles.core} /> : null}
      {isBroken && !isCutting ? (
        <EdgeLabelRenderer>
          <button
            type="button"
            className={`${styles.remove} ${styles.repair} nodrag nopan`}
            style={style}
            aria-label="This wire is not taken: repair"
            onClick={(event) =>
              askRepair(
                store,
                event.currentTarget,
                target,
                targetHandleId ?? '',
                event.detail === 0,
              )
            }
          >
            <TriangleAlert size={12} strokeWidth={2} aria-hidden="true" />
          </button>
        </EdgeLabelRenderer>
      ) : null}
      {isCutting || isFar || isBroken ? null : (
        <EdgeLabelRenderer>
          <button
            type="button"
            className={`${styles.remove} nodrag nopan`}
            style={style}
            data-shown={selected || undefined}
            data-for="edit"
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
