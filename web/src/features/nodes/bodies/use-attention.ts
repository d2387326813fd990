/** Whether a card has somebody's attention: the pointer is on it or the focus in it, popovers included. */
import { type RefCallback, useCallback, useEffect, useMemo, useState } from 'react';

type Handlers = {
  ref: RefCallback<HTMLElement>;
  onFocus: () => void;
  onBlur: () => void;
};

/**
 * React's focus events come out of popovers too, so an open list keeps the attention. The pointer is
 * followed on the card alone: a closing dialog under the pointer would never say that it left.
 */
export function useAttention(): { has: boolean; handlers: Handlers } {
  const [isPointed, setPointed] = useState(false);
  const [isFocused, setFocused] = useState(false);
  useLostFocus(isFocused, setFocused);
  const ref = useCallback((card: HTMLElement | null) => {
    if (!card) return;
    // A finger touches and is gone: selecting the card is what opens it then.
    const enter = (event: PointerEvent): void => setPointed(event.pointerType !== 'touch');
    const leave = (): void => setPointed(false);
    card.addEventListener('pointerenter', enter);
    card.addEventListener('pointerleave', leave);
    return () => {
      card.removeEventListener('pointerenter', enter);
      card.removeEventListener('pointerleave', leave);
    };
  }, []);
  const handlers = useMemo(
    () => ({ ref, onFocus: () => setFocused(true), onBlur: () => setFocused(false) }),
    [ref],
  );
  return { has: isPointed || isFocused, handlers };
}

/** A focused control that is taken out of the page says no blur. */
function useLostFocus(isFocused: boolean, setFocused: (is: boolean) => void): void {
  useEffect(() => {
    if (!isFocused) return;
    const check = (): void => {
      setTimeout(() => {
        if (document.activeElement === document.body) setFocused(false);
      });
    };
    window.addEventListener('pointerdown', check, true);
    window.addEventListener('keydown', check, true);
    return () => {
      window.removeEventListener('pointerdown', check, true);
      window.removeEventListener('keydown', check, true);
    };
  }, [isFocused, setFocused]);
}
