/** What each tooltip on the page says; read when one is shown. */
import type { ReactNode } from 'react';

export type TooltipSide = 'top' | 'right' | 'bottom' | 'left';
export type TooltipWords = { readonly words: ReactNode; readonly side: TooltipSide };

const all = new Map<string, TooltipWords>();

export function register(id: string, words: TooltipWords): void {
  all.set(id, words);
}

export function forget(id: string): void {
  all.delete(id);
}

export const findWords = (id: string): TooltipWords | undefined => all.get(id);
