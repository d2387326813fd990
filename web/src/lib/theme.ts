/** The theme: what a person chose, and what that means on this system now. */
import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from './storage';

export type ThemeChoice = 'system' | 'dark' | 'light';
export type Theme = 'dark' | 'light';

const STORED = 'theme';
const STORED_CONTRAST = 'contrast';
const listeners = new Set<() => void>();
const light = matchMedia('(prefers-color-scheme: light)');
const contrast = matchMedia('(prefers-contrast: more)');
let choice = readChoice();
let wantsContrast = readStored(STORED_CONTRAST) === 'more';

function readChoice(): ThemeChoice {
  const stored = readStored(STORED);
  return stored === 'dark' || stored === 'light' ? stored : 'system';
}

function themeNow(): Theme {
  if (choice !== 'system') return choice;
  return light.matches ? 'light' : 'dark';
}

const hasContrast = (): boolean => wantsContrast || contrast.matches;

function apply(): void {
  const root = document.documentElement;
  root.dataset.theme = themeNow();
  if (hasContrast()) root.dataset.contrast = 'more';
  else delete root.dataset.contrast;
  const meta = document.querySelector('meta[name="theme-color"]');
  meta?.setAttribute('content', getComputedStyle(root).getPropertyValue('--canvas').trim());
  for (const listener of listeners) listener();
}

/** Follow the system, and choices made in other tabs; call once, before the first render. */
export function startTheme(): void {
  light.addEventListener('change', apply);
  contrast.addEventListener('change', apply);
  addEventListener('storage', (event) => {
    if (event.key !== `koda.${STORED}` && event.key !== `koda.${STORED_CONTRAST}`) return;
    choice = readChoice();
    wantsContrast = readStored(STORED_CONTRAST) === 'more';
    apply();
  });
  apply();
}

export function chooseTheme(next: ThemeChoice): void {
  choice = next;
  writeStored(STORED, next === 'system' ? null : next);
  apply();
}

/** More contrast than the system asks for; off follows the system. */
export function chooseContrast(more: boolean): void {
  wantsContrast = more;
  writeStored(STORED_CONTRAST, more ? 'more' : null);
  apply();
}

function watch(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(watch, () => choice);

export const useContrastChoice = (): boolean => useSyncExternalStore(watch, () => wantsContrast);

/** The system itself asks for more contrast. */
export const useSystemContrast = (): boolean => useSyncExternalStore(watch, () => contrast.matches);
