/** Puts assets of the library on the canvas, a node for each. */
import type { DraggedAsset } from '@/core/asset-drag';
import { GRID } from '@/core/layout';
import type { CanvasActions } from './actions';
import { type Point, select } from './canvas-state';

/** In rows from a point on; one step to undo. What no node can show is left out. */
export function addAssets(
  actions: CanvasActions,
  assets: readonly DraggedAsset[],
  at: Point,
): void {
  const spec = actions.mediaKind();
  if (!spec) return;
  const shown = assets.filter((asset) => asset.kind !== 'file');
  const columns = Math.ceil(Math.sqrt(shown.length));
  const ids = actions.session.document.step(() =>
    shown.map((asset, place) => {
      const x = at.x + (place % columns) * (spec.width + 2 * GRID);
      const y = at.y + Math.floor(place / columns) * (spec.height + 2 * GRID);
      return actions.addAsset(asset, { x, y });
    }),
  );
  select(
    actions.store,
    (ids ?? []).filter((id) => id !== null),
  );
}
