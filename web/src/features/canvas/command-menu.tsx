/** Everything that can be done, by its name. */
import type { ReactNode } from 'react';
import { useSession } from '@/sync/use-session';
import { Kbd } from '@/ui/kbd';
import { useActions } from './actions-context';
import { COMMANDS, findCommand, isEnabled } from './commands';
import { itemOf } from './kind-item';
import { Palette } from './palette';

export function CommandMenu({ onClose }: { onClose: () => void }): ReactNode {
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
