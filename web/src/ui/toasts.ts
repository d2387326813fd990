/** What the corner of the screen says for a moment; one store, filled from anywhere. */
import { createStore } from 'zustand/vanilla';

export type Toast = {
  readonly id: number;
  readonly title: string;
  readonly words?: string;
  readonly tone: 'plain' | 'error';
  readonly action?: { readonly title: string; readonly onSelect: () => void };
  /** How long it stays while nobody looks at it; null until it is closed. */
  readonly milliseconds: number | null;
};

const MOST = 3;
const SHORT = 4000;
const LONG = 8000;

let made = 0;

export const toasts = createStore<{ readonly shown: readonly Toast[] }>(() => ({ shown: [] }));

/** Say something; with an action (`Undo`) it stays longer. Returns what `dismiss` takes. */
export function toast(title: string, more: Partial<Omit<Toast, 'id' | 'title'>> = {}): number {
  const tone = more.tone ?? 'plain';
  const milliseconds = more.action || tone === 'error' ? LONG : SHORT;
  const next: Toast = { milliseconds, ...more, tone, id: ++made, title };
  toasts.setState(({ shown }) => ({ shown: [...shown, next].slice(-MOST) }));
  return next.id;
}

export function dismiss(id: number): void {
  toasts.setState(({ shown }) => ({ shown: shown.filter((one) => one.id !== id) }));
}
