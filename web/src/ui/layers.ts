/** The floating parts, whose code is fetched when one is first opened, or while nobody waits for it. */
import { patiently } from '@/lib/patiently';

export const loadMenuLayer = () => import('./menu-layer');
export const loadPopoverLayer = () => import('./popover-layer');
export const loadDialogLayer = () => import('./dialog-layer');

const layers: readonly (() => Promise<unknown>)[] = [
  loadMenuLayer,
  loadPopoverLayer,
  loadDialogLayer,
];

/** Fetch them all; a failure shows itself when one is opened. */
export function fetchLayers(): void {
  for (const load of layers) patiently(load).catch(() => {});
}
