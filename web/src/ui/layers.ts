/** The floating parts, whose code is fetched when one is first opened, or while nobody waits for it. */

export const loadMenuLayer = () => import('./menu-layer');
export const loadPopoverLayer = () => import('./popover-layer');
export const loadDialogLayer = () => import('./dialog-layer');

/** Fetch them all; a failure shows itself when one is opened. */
export function fetchLayers(): void {
  for (const load of [loadMenuLayer, loadPopoverLayer, loadDialogLayer]) load().catch(() => {});
}
