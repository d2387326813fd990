/** Looking closer at a picture while working on it: wheel, two fingers, a middle button or the space bar. */
import { type RefObject, useCallback, useEffect, useState } from 'react';
import { type PanZoom, panBy, WHOLE, zoomAt } from '../results/pan-zoom';

export type Stage = {
  readonly view: PanZoom;
  readonly zoom: (factor: number) => void;
  readonly whole: () => void;
  /** Move by pixels of the screen. */
  readonly pan: (by: { x: number; y: number }) => void;
  /** Enlarge around a place of the screen. */
  readonly zoomAround: (client: { x: number; y: number }, factor: number) => void;
};

const WHEEL = 0.0016;

export function useStage(stage: RefObject<HTMLElement | null>): Stage {
  const [view, setView] = useState<PanZoom>(WHOLE);
  const zoomAround = useCallback(
    (client: { x: number; y: number }, factor: number) => {
      const box = stage.current?.getBoundingClientRect();
      if (!box) return;
      const x = client.x - box.x - box.width / 2;
      const y = client.y - box.y - box.height / 2;
      setView((now) => zoomAt(now, { x, y }, factor));
    },
    [stage],
  );
  const pan = useCallback(
    (by: { x: number; y: number }) => {
      const box = stage.current?.getBoundingClientRect();
      if (box) setView((now) => panBy(now, by, box));
    },
    [stage],
  );
  useEffect(() => {
    const element = stage.current;
    if (!element) return;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { clientX: x, clientY: y, deltaX, deltaY } = event;
      if (event.shiftKey) pan({ x: -deltaX || -deltaY, y: 0 });
      else zoomAround({ x, y }, Math.exp(-deltaY * WHEEL * (event.ctrlKey ? 4 : 1)));
    };
    // React listens passively, which cannot keep the page from scrolling.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [stage, pan, zoomAround]);
  return {
    view,
    zoom: (factor) => setView((now) => zoomAt(now, { x: 0, y: 0 }, factor)),
    whole: () => setView(WHOLE),
    pan,
    zoomAround,
  };
}
