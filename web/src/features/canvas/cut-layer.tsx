/** The knife: a line drawn over the canvas removes every wire it crosses. */
import { useReactFlow } from '@xyflow/react';
import { type PointerEvent, type ReactNode, useRef, useState } from 'react';
import { useActions } from './actions-context';
import { type Point, useCanvasState } from './canvas-state';
import styles from './cut-layer.module.css';
import { edgesCrossed } from './edge-near';
import type { Scene } from './scene/scene';

export function CutLayer({ scene }: { scene: Scene }): ReactNode {
  const isCutting = useCanvasState((state) => state.tool === 'cut');
  return isCutting ? <Knife scene={scene} /> : null;
}

function Knife({ scene }: { scene: Scene }): ReactNode {
  const { session } = useActions();
  const { screenToFlowPosition } = useReactFlow();
  const [line, setLine] = useState<readonly Point[]>([]);
  const crossed = useRef(new Set<string>());
  const place = (event: PointerEvent<SVGSVGElement>): Point => {
    const frame = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - frame.x, y: event.clientY - frame.y };
  };
  const move = (event: PointerEvent<SVGSVGElement>): void => {
    const last = line.at(-1);
    if (!last) return;
    const frame = event.currentTarget.getBoundingClientRect();
    const from = screenToFlowPosition({ x: last.x + frame.x, y: last.y + frame.y });
    const to = screenToFlowPosition({ x: event.clientX, y: event.clientY });
    for (const id of edgesCrossed(scene, from, to)) crossed.current.add(id);
    setLine([...line, place(event)]);
  };
  const end = (): void => {
    if (crossed.current.size > 0) session.document.removeEdges(crossed.current);
    crossed.current = new Set();
    setLine([]);
  };
  return (
    <svg
      className={styles.layer}
      aria-hidden="true"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setLine([place(event)]);
      }}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <polyline points={line.map((point) => `${point.x},${point.y}`).join(' ')} />
    </svg>
  );
}
