/** Panels over the canvas: all commands, finding a node, and the keys. */

import { lazy, type ReactNode, Suspense } from 'react';
import { useSession } from '@/sync/use-session';
import { Kbd } from '@/ui/kbd';
import { KindIcon } from '@/ui/kind-icon';
import { useActions } from './actions-context';
import { itemOf } from './add-picker';
import { useCanvasState, useCanvasStore } from './canvas-state';
import { COMMANDS, findCommand, isEnabled } from './commands';
import { Palette } from './palette';
import { titleOf } from './places';

const CanvasKeys = lazy(async () => ({ default: (await import('./canvas-keys')).CanvasKeys }));

export function Panels(): ReactNode {
  const panel = useCanvasState((state) => state.panel);
  const store = useCanvasStore();
  const close = (): void => store.setState({ panel: null });
  if (panel === 'commands') return <CommandMenu onClose={close} />;
  if (panel === 'search') return <NodeSearch onClose={close} />;
  if (panel === null) return null;
  return (
    <Suspense>
      <CanvasKeys onClose={close} />
    </Suspense>
  );
}

function CommandMenu({ onClose }: { onClose: () => void }): ReactNode {
  const actions = useActions();
  const { kinds, may } = useSession();
  const commands = COMMANDS.filter(
    (command) => !command.isKeyOnly && isEnabled(actions, command),
  ).map((command) => ({
    id: `command:${command.id}`,
    title: command.title,
    group: command.group,
    trailing: command.keys[0] ? <Kbd keys={command.keys[0]} /> : undefined,
  }));
  const adds = (may.edit ? [...kinds.values()] : []).map((kind) => {
    const item = itemOf(kind);
    return { ...item, id: `add:${item.id}`, title: `Add ${item.title}`, group: 'Add' };
  });
  const pick = (id: string): void => {
    onClose();
    const [what, name = ''] = id.split(/:(.*)/s);
    const kind = kinds.get(name);
    if (what === 'command') findCommand(name).run(actions);
    else if (kind) actions.add(kind, actions.view.middle());
  };
  return (
    <Palette
      label="Commands"
      placeholder="Find a command"
      empty="No command is called that."
      items={[...commands, ...adds]}
      onPick={pick}
      onClose={onClose}
    />
  );
}

const MOST_FOUND = 500;

function NodeSearch({ onClose }: { onClose: () => void }): ReactNode {
  const actions = useActions();
  const session = useSession();
  const items = session.document.ids.slice(0, MOST_FOUND).flatMap((id) => {
    const node = session.document.node(id);
    if (!node) return [];
    const words = Object.values(node.parameters).filter((value) => typeof value === 'string');
    return [
      {
        id,
        title: titleOf(session, node),
        detail: words.join(' ').slice(0, 120),
        icon: <KindIcon name={session.kinds.get(node.kind)?.icon ?? 'box'} size={16} />,
      },
    ];
  });
  return (
    <Palette
      label="Find a node"
      placeholder="Find a node by its name or text"
      empty="No node says that."
      items={items}
      onPick={(id) => {
        onClose();
        actions.show(id);
      }}
      onClose={onClose}
    />
  );
}
