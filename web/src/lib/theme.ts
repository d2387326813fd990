/** The theme: what a person chose, and what that means on this system now. */
import { useSyncExternalStore } from 'react';
import { readStored, writeStored } from './storage';

export type ThemeChoice = 'system' | 'dark' | 'light';
export type Theme = 'dark' | 'light';

const STORED = 'theme';
const listeners = new Set<() => void>();
const light = matchMedia('(prefers-color-scheme: light)');
const contrast = matchMedia('(prefers-contrast: more)');
let choice = readChoice();

function readChoice(): ThemeChoice {
  const stored = readStored(STORED);
  return stored === 'dark' || stored === 'light' ? stored : 'system';
}

function themeNow(): Theme {
  if (choice !== 'system') return choice;
  return light.matches ? 'light' : 'dark';
}

function apply(): void {
  const root = document.documentElement;
  root.dataset.theme = themeNow();
  if (contrast.matches) root.dataset.contrast = 'more';
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
    if (event.key !== `koda.${STORED}`) return;
    choice = readChoice();
    apply();
  });
  apply();
}

export function chooseTheme(next: ThemeChoice): void {
  choice = next;
  writeStored(STORED, next === 'system' ? null : next);
  apply();
}

function watch(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const useThemeChoice = (): ThemeChoice => useSyncExternalStore(watch, () => choice);

/** Dark or light, as shown now. */
export const useTheme = (): Theme => useSyncExternalStore(watch, themeNow);
