/** Who has the focus while a dialog is open and after: without a trigger of its own it would be lost. */
import { useRef } from 'react';
import { returnFocus } from './return-focus';

type Handlers = {
  onOpenAutoFocus: (event: Event) => void;
  onCloseAutoFocus: (event: Event) => void;
};

/** `first` says what in the dialog takes it; without, the dialog as a whole. */
export function useDialogFocus(first?: (dialog: HTMLElement) => HTMLElement): Handlers {
  const before = useRef<Element | null>(null);
  return {
    onOpenAutoFocus: (event) => {
      event.preventDefault();
      before.current = document.activeElement;
      const dialog = event.currentTarget;
      if (dialog instanceof HTMLElement) (first?.(dialog) ?? dialog).focus();
    },
    onCloseAutoFocus: (event) => returnFocus(event, before.current),
  };
}
