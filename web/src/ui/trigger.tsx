/** Makes a button open something that floats beside it. */
import { cloneElement, type ReactElement, type SyntheticEvent, useRef } from 'react';

export type TriggerElement = ReactElement<{
  onClick?: (event: React.MouseEvent<HTMLElement>) => void;
  onPointerDown?: (event: React.PointerEvent<HTMLElement>) => void;
  onKeyDown?: (event: React.KeyboardEvent<HTMLElement>) => void;
}>;

export type Opener = { readonly element: HTMLElement; readonly byKeyboard: boolean };

type Options = {
  popup: 'menu' | 'dialog';
  isOpen: boolean;
  onOpen: (opener: Opener) => void;
  onClose: () => void;
};

/** The same button, with what it needs to open and to say so. */
export function useTrigger(child: TriggerElement, options: Options): ReactElement {
  const { popup, isOpen, onOpen, onClose } = options;
  // Pressing the button of an open layer closes it before the click comes, which must not open it again.
  const wasOpen = useRef(false);
  const { onClick, onPointerDown, onKeyDown } = child.props;
  return cloneElement(child, {
    'aria-haspopup': popup,
    'aria-expanded': isOpen,
    'data-state': isOpen ? 'open' : 'closed',
    onPointerDown: (event: React.PointerEvent<HTMLElement>) => {
      onPointerDown?.(event);
      wasOpen.current = isOpen;
    },
    onClick: (event: React.MouseEvent<HTMLElement>) => {
      onClick?.(event);
      const byKeyboard = event.detail === 0;
      const closes = isOpen || (wasOpen.current && !byKeyboard);
      wasOpen.current = false;
      if (closes) onClose();
      else onOpen(openerOf(event, byKeyboard));
    },
    onKeyDown: (event: React.KeyboardEvent<HTMLElement>) => {
      onKeyDown?.(event);
      if (popup !== 'menu' || event.key !== 'ArrowDown' || event.defaultPrevented) return;
      event.preventDefault();
      event.stopPropagation();
      onOpen(openerOf(event, true));
    },
  } as Partial<TriggerElement['props']>);
}

const openerOf = (event: SyntheticEvent<HTMLElement>, byKeyboard: boolean): Opener => ({
  element: event.currentTarget,
  byKeyboard,
});
