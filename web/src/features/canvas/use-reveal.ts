/** Keeps what is selected out from under the inspector. */
import { useEffect } from 'react';
import { boundsOf } from '@/core/layout';
import type { CanvasActions } from './actions';
import type { CanvasStore } from './canvas-state';
import { boxesOf } from './places';
import type { Covered } from './view-control';

const INSPECTOR = 320;
/** The folded inspector, where the window is too narrow for a column. */
const SHEET = 124;
const NARROW = 700;

/** What the inspector covers now. */
export function coveredBy(store: CanvasStore): Covered {
  const { nodes, isInspectorOpen } = store.getState();
  if (!isInspectorOpen || nodes.size === 0) return { right: 0, bottom: 0 };
  const isNarrow = window.innerWidth <= NARROW;
  return isNarrow ? { right: 0, bottom: SHEET } : { right: INSPECTOR, bottom: 0 };
}

/** After a selection the view makes room, once the pointer is up: a drag must not be moved under it. */
export function useReveal(actions: CanvasActions): void {
  useEffect(() => {
    let isPressed = false;
    let isWaiting = false;
    const reveal = (): void => {
      isWaiting = false;
      actions.view.reveal(boundsOf(boxesOf(actions.session, actions.selection)));
    };
    const onDown = (): void => {
      isPressed = true;
    };
    const onUp = (): void => {
      isPressed = false;
      // The click that comes after it still finds what was under the pointer.
      if (isWaiting) setTimeout(reveal);
    };
    const leave = actions.store.subscribe((now, before) => {
      const isSame = now.nodes === before.nodes && now.isInspectorOpen === before.isInspectorOpen;
      if (isSame || now.nodes.size === 0) return;
      if (isPressed) isWaiting = true;
      else reveal();
    });
    window.addEventListener('pointerdown', onDown, true);
    window.addEventListener('pointerup', onUp, true);
    window.addEventListener('pointercancel', onUp, true);
    return () => {
      leave();
      window.removeEventListener('pointerdown', onDown, true);
      window.removeEventListener('pointerup', onUp, true);
      window.removeEventListener('pointercancel', onUp, true);
    };
  }, [actions]);
}
