/** The place of the repair menu; what is in it is fetched when a broken wire is first clicked. */
import { type ReactNode, Suspense } from 'react';
import { lazy } from '@/lib/lazy';
import { type CanvasStore, useCanvasState, useCanvasStore } from './canvas-state';

const RepairMenu = lazy(async () => ({ default: (await import('./repair-menu')).RepairMenu }));

export function RepairLayer(): ReactNode {
  const request = useCanvasState((state) => state.repair);
  const store = useCanvasStore();
  if (!request) return null;
  return (
    <Suspense>
      <RepairMenu
        key={`${request.node} ${request.input}`}
        request={request}
        onClose={() => store.setState({ repair: null })}
      />
    </Suspense>
  );
}

/** Ask what to do about the wires at an input, beside the element that was pressed. */
export function askRepair(
  store: CanvasStore,
  element: Element,
  node: string,
  input: string,
  byKeyboard: boolean,
): void {
  const { x, y, width, height } = element.getBoundingClientRect();
  const at = { x, y, width, height };
  store.setState({ repair: { node, input, at, byKeyboard, returnTo: element } });
}
