/** What can be added: all kinds, or, from a port, only what fits it. */

import { type ReactNode, Suspense, useState } from 'react';
import { firstFittingInput, firstFittingOutput } from '@/core/connect';
import { isEndpointKind } from '@/core/endpoints';
import type { Models } from '@/core/models';
import { openInputs } from '@/core/ports';
import type { NodeSpec } from '@/core/spec';
import { lazy } from '@/lib/lazy';
import { patiently } from '@/lib/patiently';
import { useSession } from '@/sync/use-session';
import { useActions } from './actions-context';
import { type PickerRequest, type PortEnd, useCanvasStore } from './canvas-state';
import { inOrder, itemOf } from './kind-item';
import { Palette, type PaletteMore } from './palette';

const EndpointSearch = lazy(() =>
  import('./endpoints/endpoint-search').then((one) => ({ default: one.EndpointSearch })),
);

export function AddPicker({ request }: { request: PickerRequest }): ReactNode {
  const store = useCanvasStore();
  const actions = useActions();
  const { catalog, kinds, may } = useSession();
  const [query, setQuery] = useState('');
  const [more, setMore] = useState<PaletteMore>({ items: [], note: '' });
  const [adding, setAdding] = useState('');
  const close = (): void => store.setState({ picker: null });
  const items = inOrder(
    [...kinds.values()].filter((kind) => fitsPort(catalog, kind, request.from)),
  );
  const pick = (id: string): void => {
    const spec = kinds.get(id);
    if (!spec && isEndpointKind(id)) {
      if (!adding) void place(id);
      return;
    }
    close();
    if (!spec) return;
    if (request.from) actions.addWired(spec, request.canvas, request.from);
    else actions.add(spec, request.canvas);
  };
  const place = async (kind: string): Promise<void> => {
    setAdding(more.items.find((item) => item.id === kind)?.title ?? kind);
    const { placeEndpoint } = await patiently(() => import('./endpoints/place-endpoint'));
    await placeEndpoint(actions, kind, request.canvas, request.from);
    if (store.getState().picker === request) close();
  };
  return (
    <>
      <Suspense fallback={null}>
        {may.own && (
          <EndpointSearch query={query} kinds={kinds} from={request.from} onFound={setMore} />
        )}
      </Suspense>
      <Palette
        label={request.from ? 'Add and connect a node' : 'Add a node'}
        placeholder={request.from ? 'What comes here?' : 'Add a node'}
        empty={request.from ? 'Nothing fits this end.' : 'No node is called that.'}
        items={items.map(itemOf)}
        at={request.screen}
        more={adding ? { ...more, note: `Adding ${adding}…` } : more}
        onQuery={setQuery}
        onPick={pick}
        onClose={close}
      />
    </>
  );
}

function fitsPort(models: Models, kind: NodeSpec, from: PortEnd | null): boolean {
  if (!from) return true;
  if (from.side === 'output') {
    return firstFittingInput({ inputs: openInputs(models, kind) }, from.types) !== undefined;
  }
  return firstFittingOutput(kind, from.types) !== undefined;
}
