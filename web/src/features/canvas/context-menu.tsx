/** The menu of a right click: of the selection, or of the empty canvas. */

import type { ReactElement, ReactNode } from 'react';
import { GROUP } from '@/core/spec';
import { KindIcon } from '@/ui/kind-icon';
import { ContextMenu as Menu, type MenuEntry } from '@/ui/menu';
import type { CanvasActions } from './actions';
import { useActions } from './actions-context';
import { select } from './canvas-state';
import { findCommand, isAllowed } from './commands';
import type { Scene } from './scene/scene';

type Props = { scene: Scene; children: ReactElement<object> };

export function CanvasMenu({ scene, children }: Props): ReactNode {
  const actions = useActions();
  return <Menu entries={() => entriesFor(actions, scene)}>{children}</Menu>;
}

function entriesFor(actions: CanvasActions, scene: Scene): MenuEntry[] {
  const { store, view } = actions;
  const at = view.pointer();
  const under = scene.nodeAt(at);
  const { nodes, edges } = store.getState();
  if (under && !nodes.has(under.id)) select(store, [under.id]);
  else if (!under && edges.size === 0) select(store, []);
  return under || edges.size > 0 ? nodeEntries(actions) : canvasEntries(actions);
}

/** One that may be done here, or none. */
function entry(actions: CanvasActions, id: string, danger = false): MenuEntry[] {
  const command = findCommand(id);
  if (!isAllowed(actions, command)) return [];
  const keys = command.keys[0];
  const onSelect = (): void => command.run(actions);
  return [
    { title: command.title, onSelect, ...(keys ? { keys } : {}), ...(danger ? { danger } : {}) },
  ];
}

function nodeEntries(actions: CanvasActions): MenuEntry[] {
  const { selection, session } = actions;
  const nodes = selection.map((id) => session.document.node(id));
  const runs = nodes.some((node) => node && session.kinds.get(node.kind)?.runs);
  const groups = nodes.some((node) => node?.kind === GROUP);
  const only = selection.length === 1 ? selection[0] : undefined;
  const entries: MenuEntry[] = [];
  if (runs)
    entries.push(...['run-selection', 'run-from', 'run-to'].flatMap((id) => entry(actions, id)));
  if (entries.length > 0) entries.push('line');
  if (only !== undefined && session.may.edit)
    entries.push({ title: 'Rename', onSelect: () => rename(only) });
  if (selection.length > 0) {
    entries.push(...['copy', 'cut', 'duplicate'].flatMap((id) => entry(actions, id)));
  }
  if (!session.may.edit) return entries;
  if (selection.length > 0) {
    entries.push('line', ...entry(actions, groups ? 'ungroup' : 'group'));
    entries.push(...entry(actions, 'raise'));
    if (selection.length > 1) entries.push(...entry(actions, 'tidy'));
    entries.push('line');
  }
  return [...entries, ...entry(actions, 'delete', true)];
}

function canvasEntries(actions: CanvasActions): MenuEntry[] {
  const { session, view } = actions;
  const at = view.pointer();
  const add: MenuEntry[] = [...session.kinds.values()].map((kind) => ({
    title: kind.title,
    icon: <KindIcon name={kind.icon} size={16} />,
    onSelect: () => {
      actions.add(kind, at);
    },
  }));
  const look = [...entry(actions, 'select-all'), ...entry(actions, 'fit')];
  if (!session.may.edit) return look;
  const run = entry(actions, 'run-all');
  return [
    { title: 'Search…', keys: 'a', onSelect: () => actions.openPicker() },
    { title: 'Add', entries: add },
    ...entry(actions, 'paste'),
    'line',
    ...look,
    ...entry(actions, 'tidy'),
    ...(run.length > 0 ? (['line'] as const) : []),
    ...run,
  ];
}

/** The title has the field; a double click on it does the same. */
function rename(id: string): void {
  const title = document.querySelector(`[data-rename="${CSS.escape(id)}"]`);
  // The menu gives the focus back as it closes; the field takes it after that.
  setTimeout(() => title?.dispatchEvent(new MouseEvent('dblclick', { bubbles: true })), 50);
}
