/** The picture with what is painted over it, and the brush under the pointer. */
import {
  type CSSProperties,
  type PointerEvent,
  type ReactNode,
  type RefObject,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import styles from './mask-canvas.module.css';
import { newCanvas, readMask, type Size, workingScale, workingSize } from './mask-files';
import { drawStroke, drawStrokes, type Stroke } from './strokes';
import { type Tool, usePainting } from './use-painting';
import type { Stage } from './use-stage';

type Props = {
  picture: string;
  size: Size;
  base: HTMLImageElement | null;
  strokes: readonly Stroke[];
  tool: Tool;
  erases: boolean;
  width: number;
  stage: Stage;
  place: RefObject<HTMLDivElement | null>;
  isPanning: () => boolean;
  onStroke: (stroke: Stroke) => void;
};

export function MaskCanvas(props: Props): ReactNode {
  const { picture, size, base, strokes, tool, erases, width, stage, place, isPanning, onStroke } =
    props;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [draft, setDraft] = useState<Stroke | null>(null);
  const brush = useBrush(canvas, size, width);
  const painting = usePainting({
    canvas,
    size,
    tool,
    erases,
    width,
    isPanning,
    stage,
    onDraft: setDraft,
    onStroke,
  });
  useDrawn(canvas, size, base, strokes, draft);
  const { view } = stage;
  const showsBrush = tool === 'brush' || tool === 'eraser';
  return (
    <div
      ref={place}
      className={styles.place}
      data-brush={showsBrush || undefined}
      {...painting}
      onPointerMove={(event) => {
        painting.onPointerMove(event);
        brush.follow(event);
      }}
      onPointerLeave={brush.hide}
    >
      <div
        className={styles.picture}
        style={
          {
            '--ratio': size.width / size.height,
            transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})`,
          } as CSSProperties
        }
      >
        <img src={picture} alt="What the mask is painted on" draggable={false} />
        <canvas ref={canvas} className={styles.mask} aria-label="Mask" />
      </div>
      {showsBrush ? <div ref={brush.ring} className={styles.ring} aria-hidden="true" /> : null}
    </div>
  );
}

/** Draw everything again when strokes change; only the last one while somebody paints. */
function useDrawn(
  canvas: RefObject<HTMLCanvasElement | null>,
  size: Size,
  base: HTMLImageElement | null,
  strokes: readonly Stroke[],
  draft: Stroke | null,
): void {
  const kept = useRef<HTMLCanvasElement | null>(null);
  const ground = useMemo(() => base && readMask(base, workingSize(size), paint()), [base, size]);
  useEffect(() => {
    const whole = newCanvas(workingSize(size));
    const context = whole.getContext('2d');
    const shown = canvas.current;
    if (!context || !shown) return;
    if (ground) context.drawImage(ground, 0, 0);
    drawStrokes(context, strokes, workingScale(size), paint());
    kept.current = whole;
    shown.width = whole.width;
    shown.height = whole.height;
    shown.getContext('2d')?.drawImage(whole, 0, 0);
  }, [canvas, size, ground, strokes]);
  useEffect(() => {
    const shown = canvas.current;
    const context = shown?.getContext('2d');
    if (!shown || !context || !kept.current) return;
    context.clearRect(0, 0, shown.width, shown.height);
    context.drawImage(kept.current, 0, 0);
    if (!draft) return;
    drawStroke(context, draft, workingScale(size), paint());
  }, [canvas, size, draft]);
}

/** The colour of what is painted. */
const paint = (): string =>
  getComputedStyle(document.documentElement).getPropertyValue('--error').trim() || '#e5604d';

/** A ring as wide as the brush that follows the pointer; moved without drawing anything else anew. */
function useBrush(canvas: RefObject<HTMLCanvasElement | null>, size: Size, width: number) {
  const ring = useRef<HTMLDivElement>(null);
  return {
    ring,
    follow: (event: PointerEvent<HTMLElement>) => {
      const box = canvas.current?.getBoundingClientRect();
      const around = event.currentTarget.getBoundingClientRect();
      if (!box || !ring.current) return;
      const across = (width / size.width) * box.width;
      ring.current.style.cssText = `display:block;width:${across}px;height:${across}px;transform:translate(${
        event.clientX - around.x - across / 2
      }px,${event.clientY - around.y - across / 2}px)`;
    },
    hide: () => {
      if (ring.current) ring.current.style.display = 'none';
    },
  };
}
