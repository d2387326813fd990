/** The picture of a card: as sharp as it is shown now, put in only when it is ready to be drawn. */
import { useStore } from '@xyflow/react';
import { useEffect, useRef, useState } from 'react';
import { thumbnailSize } from '@/ui/thumbnail';

type Size = ReturnType<typeof thumbnailSize>;

/** While the canvas is being zoomed no size is asked for that will be too small in a moment. */
const SETTLED_MS = 150;

/** The size for a place so many canvas pixels wide; it grows with the zoom and never shrinks. */
export function useSharpSize(width: number): Size {
  const now = useStore((state) => thumbnailSize(width * state.transform[2]));
  const sharpest = useRef(now);
  if (now > sharpest.current) sharpest.current = now;
  return sharpest.current;
}

export type Decoded = {
  /** The address that can be drawn at once; the one before until then. */
  readonly shown: string | null;
  readonly hasFailed: boolean;
};

/** Load and decode a picture beside the page; one that fails leaves the one before. */
export function useDecoded(address: string): Decoded {
  const [shown, setShown] = useState<string | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const isFirst = shown === null;
  useEffect(() => {
    if (address === shown) return;
    const image = new Image();
    let isWanted = true;
    const load = (): void => {
      image.src = address;
      image.decode().then(
        () => isWanted && setShown(address),
        () => isWanted && setFailed(true),
      );
    };
    const timer = isFirst ? null : setTimeout(load, SETTLED_MS);
    if (isFirst) load();
    return () => {
      isWanted = false;
      if (timer !== null) clearTimeout(timer);
      if (!image.complete) image.src = '';
    };
  }, [address, shown, isFirst]);
  return { shown, hasFailed: hasFailed && isFirst };
}
