/** Keeps the keys of a focused control from the canvas: Enter presses the button here, and edits nothing there. */
import type { ComponentProps, KeyboardEvent, ReactNode } from 'react';

const OWN: ReadonlySet<string> = new Set([
  'Enter',
  ' ',
  'Tab',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Home',
  'End',
  'Backspace',
  'Delete',
]);

function keep(event: KeyboardEvent): void {
  const isCommand = event.metaKey || event.ctrlKey;
  if (OWN.has(event.key) && !isCommand) event.stopPropagation();
}

/** A plain box around controls. Commands (⌘Enter) and Esc go through. */
export function KeyKeeper(props: ComponentProps<'div'>): ReactNode {
  // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to what the controls inside get
  return <div {...props} onKeyDown={keep} />;
}
