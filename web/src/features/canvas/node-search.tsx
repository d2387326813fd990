/** Finds a node by its name or what it says. */
import type { ReactNode } from 'react';
import { useSession } from '@/sync/use-session';
import { KindIcon } from '@/ui/kind-icon';
import { useActions } from './actions-context';
import { Palette } from './palette';
import { titleOf } from './places';

const MOST_FOUND = 500;

export function NodeSearch({ onClose }: { onClose: () => void }): ReactNode {
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
