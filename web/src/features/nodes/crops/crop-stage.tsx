/** The picture with the kept part on it, to be moved and pulled. */
import { type CSSProperties, type PointerEvent, type ReactNode, useRef } from 'react';
import { type Box, type Handle, moveBox, pullBox } from './box';
import styles from './crop-stage.module.css';

type Props = {
  picture: string;
  size: { readonly width: number; readonly height: number };
  box: Box;
  shape: number | null;
  onBox: (box: Box) => void;
};

const SIDES = [-1, 0, 1] as const;
const HANDLES: readonly Handle[] = SIDES.flatMap((y) => SIDES.map((x) => ({ x, y }))).filter(
  ({ x, y }) => x !== 0 || y !== 0,
);

type Drag = {
  readonly handle: Handle | null;
  readonly from: Box;
  readonly x: number;
  readonly y: number;
};

export function CropStage({ picture, size, box, shape, onBox }: Props): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const drag = useRef<Drag | null>(null);
  const start =
    (handle: Handle | null) =>
    (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0) return;
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      drag.current = { handle, from: box, x: event.clientX, y: event.clientY };
    };
  const onPointerMove = (event: PointerEvent): void => {
    const around = frame.current?.getBoundingClientRect();
    const now = drag.current;
    if (!now || !around) return;
    const dx = (event.clientX - now.x) / around.width;
    const dy = (event.clientY - now.y) / around.height;
    onBox(now.handle ? pullBox(now.from, now.handle, dx, dy, shape) : moveBox(now.from, dx, dy));
  };
  const end = (): void => {
    drag.current = null;
  };
  const place = {
    left: `${box.x * 100}%`,
    top: `${box.y * 100}%`,
    width: `${box.width * 100}%`,
    height: `${box.height * 100}%`,
  };
  return (
    <div
      className={styles.stage}
      onPointerMove={onPointerMove}
      onPointerUp={end}
      onPointerCancel={end}
    >
      <div
        ref={frame}
        className={styles.picture}
        style={{ '--ratio': size.width / size.height } as CSSProperties}
      >
        <img src={picture} alt="What is cut" draggable={false} />
        <div className={styles.clip}>
          <div
            className={styles.box}
            style={place}
            role="img"
            aria-label={`Kept part: ${spoken(box)}`}
            onPointerDown={start(null)}
          >
            <span className={styles.thirds} aria-hidden="true" />
          </div>
        </div>
        <div className={styles.handles} style={place}>
          {HANDLES.map((handle) => (
            <span
              key={`${handle.x} ${handle.y}`}
              className={styles.handle}
              data-x={handle.x}
              data-y={handle.y}
              onPointerDown={start(handle)}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

function spoken(box: Box): string {
  const percent = (value: number): string => `${Math.round(value * 100)} %`;
  return `${percent(box.width)} by ${percent(box.height)}, from ${percent(box.x)}, ${percent(box.y)}`;
}
