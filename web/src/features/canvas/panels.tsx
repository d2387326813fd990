/** What opens over the canvas at a key; its code is fetched while nobody waits for it. */
import { type ReactNode, Suspense } from 'react';
import { lazy } from '@/lib/lazy';
import { whenIdle } from '@/lib/when-idle';
import { useCanvasState, useCanvasStore } from './canvas-state';

const loadPicker = async () => ({ default: (await import('./add-picker')).AddPicker });
const loadMenu = async () => ({ default: (await import('./command-menu')).CommandMenu });
const loadSearch = async () => ({ default: (await import('./node-search')).NodeSearch });
const AddPicker = lazy(loadPicker);
const CommandMenu = lazy(loadMenu);
const NodeSearch = lazy(loadSearch);
const CanvasKeys = lazy(async () => ({ default: (await import('./canvas-keys')).CanvasKeys }));
whenIdle(() => Promise.all([loadPicker(), loadMenu(), loadSearch()]));

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
