/** What can be added: all kinds, or, from a port, only what fits it. */

import type { CSSProperties, ReactNode } from 'react';
import { firstFittingInput, firstFittingOutput } from '@/core/connect';
import type { Models } from '@/core/models';
import { openInputs } from '@/core/ports';
import type { NodeSpec } from '@/core/spec';
import { useSession } from '@/sync/use-session';
import { KindIcon } from '@/ui/kind-icon';
import { useActions } from './actions-context';
import { type PortEnd, useCanvasState, useCanvasStore } from './canvas-state';
import { Palette, type PaletteItem } from './palette';
import { typeOf } from './scene-feed';

const GROUPS: readonly [string, string][] = [
  ['input', 'Start with'],
  ['image', 'Images'],
  ['video', 'Video'],
  ['audio', 'Sound'],
  ['agent', 'Agents'],
  ['note', 'Notes and frames'],
];

export function AddPicker(): ReactNode {
  const request = useCanvasState((state) => state.picker);
  const store = useCanvasStore();
  const actions = useActions();
  const { catalog, kinds } = useSession();
  if (!request) return null;
  const close = (): void => store.setState({ picker: null });
  const items = sorted([...kinds.values()].filter((kind) => fitsPort(catalog, kind, request.from)));
  const pick = (id: string): void => {
    const spec = kinds.get(id);
    close();
    if (!spec) return;
    if (request.from) actions.addWired(spec, request.canvas, request.from);
    else actions.add(spec, request.canvas);
  };
  return (
    <Palette
      label={request.from ? 'Add and connect a node' : 'Add a node'}
      placeholder={request.from ? 'What comes here?' : 'Add a node'}
      empty={request.from ? 'Nothing fits this end.' : 'No node is called that.'}
      items={items.map(itemOf)}
      at={request.screen}
      onPick={pick}
      onClose={close}
    />
  );
}

function fitsPort(models: Models, kind: NodeSpec, from: PortEnd | null): boolean {
  if (!from) return true;
  if (from.side === 'output') {
    return firstFittingInput({ inputs: openInputs(models, kind) }, from.types) !== undefined;
  }
  return firstFittingOutput(kind, from.types) !== undefined;
}

function sorted(kinds: readonly NodeSpec[]): NodeSpec[] {
  const place = (kind: NodeSpec): number => {
    const at = GROUPS.findIndex(([group]) => group === kind.group);
    return at < 0 ? GROUPS.length : at;
  };
  return [...kinds].sort((a, b) => place(a) - place(b));
}

export function itemOf(kind: NodeSpec): PaletteItem {
  const color = { color: `var(--type-${typeOf(kind)})`, display: 'flex' } as CSSProperties;
  return {
    id: kind.kind,
    title: kind.title,
    detail: kind.description,
    words: `${kind.kind} ${kind.group}`,
    group: GROUPS.find(([group]) => group === kind.group)?.[1] ?? 'More',
    icon: (
      <span style={color}>
        <KindIcon name={kind.icon} size={16} />
      </span>
    ),
  };
}
