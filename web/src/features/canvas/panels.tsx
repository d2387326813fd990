/** What opens over the canvas at a key. */
import { type ReactNode, Suspense } from 'react';
import { lazy } from '@/lib/lazy';
import { AddPicker } from './add-picker';
import { useCanvasState, useCanvasStore } from './canvas-state';
import { CommandMenu } from './command-menu';
import { NodeSearch } from './node-search';

// The others are here from the start: what is typed at once is theirs, not the canvas's.
const CanvasKeys = lazy(async () => ({ default: (await import('./canvas-keys')).CanvasKeys }));

const PANELS = { commands: CommandMenu, search: NodeSearch, keys: CanvasKeys };

export function Panels(): ReactNode {
  const panel = useCanvasState((state) => state.panel);
  const request = useCanvasState((state) => state.picker);
  const store = useCanvasStore();
  const Panel = panel && PANELS[panel];
  return (
    <Suspense>
      {Panel && <Panel onClose={() => store.setState({ panel: null })} />}
      {request && <AddPicker request={request} />}
    </Suspense>
  );
}
