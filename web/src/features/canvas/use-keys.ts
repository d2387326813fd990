/** Binds the key map to the page, except while something is typed or a dialog is open. */
import { useEffect } from 'react';
import { isTyping } from '@/lib/keys';
import type { CanvasActions } from './actions';
import { COMMANDS, isEnabled, keysOf } from './commands';

const byKeys = new Map(
  COMMANDS.filter((command) => !command.isNative).flatMap((command) =>
    command.keys.map((keys) => [keys, command] as const),
  ),
);

/** Keys that work while typing: they leave the field or run what is written. */
const WHILE_TYPING = new Set(['escape', 'mod+enter', 'mod+shift+enter', 'mod+k']);

/** A dialog, menu or list has the keys for itself. */
function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest('[role="dialog"], [role="menu"], [role="listbox"]') !== null;
}

/** Enter, space and Tab belong to a focused control; the canvas has them otherwise. */
function belongsToControl(keys: string, target: EventTarget | null): boolean {
  if (!(target instanceof Element) || target.closest('[data-canvas-stage]')) return false;
  const control = target.closest('button, a[href], [role="button"], [tabindex="0"]');
  return control !== null && /^(shift\+)?(enter|tab| )$|arrow/.test(keys);
}

export function useKeys(actions: CanvasActions): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const keys = keysOf(event);
      const command = byKeys.get(keys);
      if (!command || isElsewhere(event.target) || belongsToControl(keys, event.target)) return;
      if (isTyping(event.target) && !WHILE_TYPING.has(keys)) return;
      if (command.id === 'next' || command.id === 'previous') {
        // At the last node Tab leaves the canvas, as everywhere.
        if (actions.walk(command.id === 'next' ? 1 : -1)) event.preventDefault();
        return;
      }
      if (!isEnabled(actions, command)) return;
      event.preventDefault();
      command.run(actions);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [actions]);
}
