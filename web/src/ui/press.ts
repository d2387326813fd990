/** A right click, the menu key, or a finger that stays: where a menu is asked for. */
import { type MouseEvent, type PointerEvent, useEffect, useRef } from 'react';

/** In pixels of the window. */
export type Press = { readonly x: number; readonly y: number; readonly byKeyboard: boolean };

const LONG_MS = 600;
const STILL = 8;

export type PressHandlers = {
  onContextMenu: (event: MouseEvent) => void;
  onPointerDown: (event: PointerEvent) => void;
  onPointerMove: (event: PointerEvent) => void;
  onPointerUp: (event: PointerEvent) => void;
  onPointerCancel: (event: PointerEvent) => void;
};

/** What an element needs for it; `own` are its handlers, which still hear everything first. */
export function usePress(
  own: Partial<PressHandlers>,
  onPress: (press: Press) => void,
): PressHandlers {
  const holding = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number }>(null);
  const letGo = (): void => {
    clearTimeout(holding.current?.timer);
    holding.current = null;
  };
  useEffect(() => () => clearTimeout(holding.current?.timer), []);
  return {
    onContextMenu: (event) => {
      own.onContextMenu?.(event);
      if (event.defaultPrevented) return;
      event.preventDefault();
      letGo();
      onPress({ x: event.clientX, y: event.clientY, byKeyboard: event.button !== 2 });
    },
    onPointerDown: (event) => {
      own.onPointerDown?.(event);
      letGo();
      if (event.pointerType === 'mouse') return;
      const { clientX: x, clientY: y } = event;
      const timer = setTimeout(() => onPress({ x, y, byKeyboard: false }), LONG_MS);
      holding.current = { timer, x, y };
    },
    onPointerMove: (event) => {
      own.onPointerMove?.(event);
      const at = holding.current;
      if (at && Math.hypot(event.clientX - at.x, event.clientY - at.y) > STILL) letGo();
    },
    onPointerUp: (event) => {
      own.onPointerUp?.(event);
      letGo();
    },
    onPointerCancel: (event) => {
      own.onPointerCancel?.(event);
      letGo();
    },
  };
}
