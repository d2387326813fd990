/** Which rows of a long list are near what is seen; it scrolls with whatever it stands in. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useState } from 'react';
import { type Row, rowsBetween } from './rows';

/** Rows that are ready before they are seen, in pixels. */
const BEFORE = 600;

type Visible = readonly [from: number, to: number];

export function useVisibleRows(
  box: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  onNearEnd: () => void,
): Visible {
  const [visible, setVisible] = useState<Visible>([0, 0]);
  const look = useCallback(() => {
    if (!box.current) return;
    const { top, bottom } = box.current.getBoundingClientRect();
    const [from, to] = rowsBetween(rows, -top - BEFORE, window.innerHeight - top + BEFORE);
    setVisible((now) => (now[0] === from && now[1] === to ? now : [from, to]));
    if (bottom < window.innerHeight + 2 * BEFORE) onNearEnd();
  }, [box, rows, onNearEnd]);
  useLayoutEffect(look, [look]);
  useEffect(() => {
    let asked = 0;
    const later = (): void => {
      cancelAnimationFrame(asked);
      asked = requestAnimationFrame(look);
    };
    // Scrolling does not bubble; caught on its way down it is heard wherever it happens.
    document.addEventListener('scroll', later, { capture: true, passive: true });
    window.addEventListener('resize', later);
    return () => {
      cancelAnimationFrame(asked);
      document.removeEventListener('scroll', later, { capture: true });
      window.removeEventListener('resize', later);
    };
  }, [look]);
  return visible;
}

/** The width of an element, as it changes. */
export function useWidth(box: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const read = (): void => setWidth(element.clientWidth);
    read();
    const watch = new ResizeObserver(read);
    watch.observe(element);
    return () => watch.disconnect();
  }, [box]);
  return width;
}
