/** Panels over the canvas: all commands, finding a node, and the keys. */

import type { ReactNode } from 'react';
import { useSession } from '@/sync/use-session';
import { Dialog } from '@/ui/dialog';
import { Kbd } from '@/ui/kbd';
import { KindIcon } from '@/ui/kind-icon';
import { useActions } from './actions-context';
import { itemOf } from './add-picker';
import { useCanvasState, useCanvasStore } from './canvas-state';
import { COMMANDS, type Command, type CommandGroup, findCommand } from './commands';
import { Palette } from './palette';
import styles from './panels.module.css';
import { titleOf } from './places';

export function Panels(): ReactNode {
  const panel = useCanvasState((state) => state.panel);
  const store = useCanvasStore();
  const close = (): void => store.setState({ panel: null });
  if (panel === 'commands') return <CommandMenu onClose={close} />;
  if (panel === 'search') return <NodeSearch onClose={close} />;
  return <KeysPanel isOpen={panel === 'keys'} onClose={close} />;
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
const GESTURES: readonly [string, string][] = [
  ['arrows', 'Move the selection'],
  ['shift+arrows', 'Move it far'],
  ['space+drag', 'Move about'],
  ['mod+wheel', 'Zoom to the pointer'],
  ['shift+press', 'Add to the selection'],
  ['alt+drag', 'Leave a copy behind'],
];

const shownIn = (group: CommandGroup): readonly Command[] =>
  COMMANDS.filter((one) => one.group === group && one.keys.length > 0 && !one.isFolded);

function KeysPanel({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }): ReactNode {
  return (
    <Dialog
      open={isOpen}
      onOpenChange={(open) => !open && onClose()}
      title="Keyboard shortcuts"
      size="wide"
    >
      <div className={styles.keys}>
        {ORDER.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {shownIn(group).map((one) => (
                <KeyLine key={one.id} keys={one.keys[0] ?? ''} title={one.title} />
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>Moves</h3>
          <dl>
            {GESTURES.map(([keys, title]) => (
              <KeyLine key={keys} keys={keys} title={title} />
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}

function KeyLine({ keys, title }: { keys: string; title: string }): ReactNode {
  return (
    <div className={styles.keyLine}>
      <dt>{title}</dt>
      <dd>
        <Kbd keys={keys} />
      </dd>
    </div>
  );
}
