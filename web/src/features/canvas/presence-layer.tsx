/** Cursors of the others, and a frame in their colour around what they have selected. */
import { useStore, ViewportPortal } from '@xyflow/react';
import { MousePointer2 } from 'lucide-react';
import type { CSSProperties, ReactNode } from 'react';
import type { Other } from '@/sync/presence';
import { useOthers, useSession } from '@/sync/use-session';
import { boxOf } from './places';
import styles from './presence-layer.module.css';

const MOST_FRAMES = 50;

export function PresenceLayer(): ReactNode {
  const others = useOthers();
  return (
    <ViewportPortal>
      {others.map((other) => (
        <OtherPerson key={other.tab} other={other} />
      ))}
    </ViewportPortal>
  );
}

function OtherPerson({ other }: { other: Other }): ReactNode {
  const session = useSession();
  const zoom = useStore((state) => state.transform[2]);
  const color = { '--person': other.color, '--unzoom': 1 / zoom } as CSSProperties;
  const frames = (other.selection ?? []).slice(0, MOST_FRAMES).flatMap((id) => {
    const box = boxOf(session, id);
    return box ? [{ ...box, ...other.drag?.[id] }] : [];
  });
  return (
    <div style={color} aria-hidden="true">
      {frames.map(({ id, x, y, width, height }) => (
        <div
          key={id}
          className={styles.frame}
          style={{ transform: `translate(${x}px, ${y}px)`, width, height }}
        />
      ))}
      {other.cursor ? (
        <div
          className={styles.cursor}
          style={{ transform: `translate(${other.cursor.x}px, ${other.cursor.y}px)` }}
        >
          <MousePointer2 size={16} fill={other.color} stroke="white" strokeWidth={1} />
          <span>{other.name}</span>
        </div>
      ) : null}
    </div>
  );
}
