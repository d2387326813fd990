/** Panels over the canvas: all commands, finding a node, and the keys. */

import type { ReactNode } from 'react';
import { useSession } from '@/sync/use-session';
import { Kbd } from '@/ui/kbd';
import { type KeyGroup, KeyPanel } from '@/ui/key-panel';
import { KindIcon } from '@/ui/kind-icon';
import { useActions } from './actions-context';
import { itemOf } from './add-picker';
import { useCanvasState, useCanvasStore } from './canvas-state';
import { COMMANDS, type CommandGroup, findCommand } from './commands';
import { Palette } from './palette';
import { titleOf } from './places';

export function Panels(): ReactNode {
  const panel = useCanvasState((state) => state.panel);
  const store = useCanvasStore();
  const close = (): void => store.setState({ panel: null });
  if (panel === 'commands') return <CommandMenu onClose={close} />;
  if (panel === 'search') return <NodeSearch onClose={close} />;
  const isOpen = panel === 'keys';
  return <KeyPanel open={isOpen} onOpenChange={(open) => !open && close()} groups={KEY_GROUPS} />;
}

function CommandMenu({ onClose }: { onClose: () => void }): ReactNode {
  const actions = useActions();
  const { kinds } = useSession();
  const commands = COMMANDS.filter(
    (command) => !command.isKeyOnly && command.isEnabled?.(actions) !== false,
  ).map((command) => ({
    id: `command:${command.id}`,
    title: command.title,
    group: command.group,
    trailing: command.keys[0] ? <Kbd keys={command.keys[0]} /> : undefined,
  }));
  const adds = [...kinds.values()].map((kind) => {
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

const ORDER: readonly CommandGroup[] = ['Run', 'Tools', 'Edit', 'View', 'Go'];
const MOVES = [
  { keys: 'arrows', title: 'Move the selection' },
  { keys: 'shift+arrows', title: 'Move it far' },
  { keys: 'space+drag', title: 'Move about' },
  { keys: 'mod+wheel', title: 'Zoom to the pointer' },
  { keys: 'shift+press', title: 'Add to the selection' },
  { keys: 'alt+drag', title: 'Leave a copy behind' },
];

const shownIn = (group: CommandGroup): KeyGroup['shortcuts'] =>
  COMMANDS.filter((one) => one.group === group && one.keys.length > 0 && !one.isFolded).map(
    ({ title, keys }) => ({ title, keys: keys[0] ?? '' }),
  );

const KEY_GROUPS: readonly KeyGroup[] = [
  ...ORDER.map((title) => ({ title, shortcuts: shownIn(title) })),
  { title: 'Moves', shortcuts: MOVES },
];
