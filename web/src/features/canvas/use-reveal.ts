/** Keeps what is selected out from under the inspector and the assets. */
import { useEffect } from 'react';
import { boundsOf } from '@/core/layout';
import type { CanvasActions } from './actions';
import type { CanvasStore } from './canvas-state';
import { boxesOf, boxOf } from './places';
import type { Covered } from './view-control';

const INSPECTOR = 320;
/** The assets with the tools at their left. */
const ASSETS = 384;
/** The folded inspector, where the window is too narrow for a column. */
const SHEET = 124;
const NARROW = 700;

/** What the inspector and the assets cover now. */
export function coveredBy(store: CanvasStore): Covered {
  const { nodes, isInspectorOpen, isAssetsOpen } = store.getState();
  const isNarrow = window.innerWidth <= NARROW;
  const left = isAssetsOpen && !isNarrow ? ASSETS : 0;
  if (!isInspectorOpen || nodes.size === 0) return { left, right: 0, bottom: 0 };
  return isNarrow ? { left, right: 0, bottom: SHEET } : { left, right: INSPECTOR, bottom: 0 };
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
    let size = sizeOfSelection(actions);
    const onChange = (): void => {
      const before = size;
      size = sizeOfSelection(actions);
      // A card grows under the inspector when its ratio is chosen there.
      if (size !== before && size !== '' && before !== '' && !isPressed) reveal();
    };
    const onDown = (): void => {
      isPressed = true;
    };
    const onUp = (): void => {
      isPressed = false;
      // The click that comes after it still finds what was under the pointer.
      if (isWaiting) setTimeout(reveal);
    };
    const unwatch = actions.session.document.watch(onChange);
    const leave = actions.store.subscribe((now, before) => {
      if (now.nodes !== before.nodes) size = sizeOfSelection(actions);
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
      unwatch();
      window.removeEventListener('pointerdown', onDown, true);
      window.removeEventListener('pointerup', onUp, true);
      window.removeEventListener('pointercancel', onUp, true);
    };
  }, [actions]);
}

/** The size of the one node that is selected, to be compared; empty for none or several. */
function sizeOfSelection(actions: CanvasActions): string {
  const { selection } = actions;
  const [only] = selection;
  const box = only !== undefined && selection.length === 1 ? boxOf(actions.session, only) : null;
  return box ? `${only} ${box.width} ${box.height}` : '';
}
