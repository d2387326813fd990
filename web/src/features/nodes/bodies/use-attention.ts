/** Whether a card has somebody's attention: the pointer is on it or the focus in it, popovers included. */
import { type FocusEvent, type PointerEvent, useMemo, useState } from 'react';

type Handlers = {
  onPointerEnter: (event: PointerEvent) => void;
  onPointerLeave: () => void;
  onFocus: (event: FocusEvent<HTMLElement>) => void;
  onBlur: () => void;
};

/** React's events come out of popovers too, so an open list keeps the attention. */
export function useAttention(): { has: boolean; handlers: Handlers } {
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  const handlers = useMemo(
    () => ({
      // A finger touches and is gone: selecting the card is what opens it then.
      onPointerEnter: (event: PointerEvent) => setPointed(event.pointerType !== 'touch'),
      onPointerLeave: () => setPointed(false),
      onFocus: () => setFocused(true),
      onBlur: () => setFocused(false),
    }),
    [],
  );
  return { has: isPointed || isFocused, handlers };
}
