/** Why a wire was refused, said where it happened, with the node that would make it fit. */
import { type ReactNode, useEffect, useRef } from 'react';
import { Button } from '@/ui/button';
import { useActions } from './actions-context';
import { useCanvasState, useCanvasStore } from './canvas-state';
import styles from './refusal-note.module.css';

const SHOWN_MS = 7000;

export function RefusalNote(): ReactNode {
  const note = useCanvasState((state) => state.refusal);
  const store = useCanvasStore();
  const actions = useActions();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!note) return;
    const close = (): void => store.setState({ refusal: null });
    const onPress = (event: PointerEvent): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) close();
    };
    const timer = setTimeout(close, SHOWN_MS);
    window.addEventListener('pointerdown', onPress, true);
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointerdown', onPress, true);
    };
  }, [note, store]);
  if (!note) return null;
  const { converter, offers, wire, reason, screen, canvas } = note;
  const left = Math.min(screen.x + 12, window.innerWidth - 300);
  const top = Math.min(screen.y + 12, window.innerHeight - 100);
  return (
    <div ref={box} className={styles.note} style={{ left, top }} role="alert">
      <p>{reason}</p>
      {offers.map((offer) => (
        <Button
          key={offer.model}
          size="small"
          onClick={() => {
            store.setState({ refusal: null });
            actions.wiring.takeOffer(offer);
          }}
        >
          {offer.title}
        </Button>
      ))}
      {converter && wire && offers.length === 0 ? (
        <Button
          size="small"
          onClick={() => {
            store.setState({ refusal: null });
            actions.wiring.convert(converter, wire, canvas);
          }}
        >
          Add {converter.title}
        </Button>
      ) : null}
    </div>
  );
}
