/** Keys of a page: bound while it is mounted, and shown in its `?` panel. */
import { useEffect, useRef } from 'react';
import { isTyping, matchesKeys } from './keys';

export type Shortcut = {
  readonly keys: string;
  readonly title: string;
  readonly run: () => void;
};

/** An open dialog or menu keeps its keys to itself. */
const isCaptured = (event: KeyboardEvent): boolean =>
  event.target instanceof Element &&
  event.target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null;

export function useShortcuts(shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      if (isTyping(event.target) || isCaptured(event)) return;
      const shortcut = latest.current.find((one) => matchesKeys(event, one.keys));
      if (!shortcut) return;
      event.preventDefault();
      shortcut.run();
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
