/** Going on from a file: a menu of all that takes it. */
import { CornerUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import type { NodeSpec } from '@/core/spec';
import type { MediaType } from '@/core/values';
import { useSession } from '@/sync/use-session';
import { IconButton } from '@/ui/icon-button';
import { Menu, type MenuEntry } from '@/ui/menu';
import { kindsTaking } from './result-actions';

type Props = {
  type: MediaType;
  /** What stands above the kinds. */
  first?: readonly MenuEntry[];
  onUse: (into: NodeSpec) => void;
};

export function UseMenu({ type, first = [], onUse }: Props): ReactNode {
  const session = useSession();
  const kinds = kindsTaking(session, type).map((kind) => ({
    title: kind.title,
    onSelect: () => onUse(kind),
  }));
  const entries: MenuEntry[] = [...first, { label: 'New node with it' }, ...kinds];
  return (
    <Menu entries={entries} align="end">
      <IconButton label="Use as input" data-for="edit" icon={<CornerUpRight />} />
    </Menu>
  );
}
