/** What to do about broken wires, as a menu where they end. */
import { ArrowRightLeft, Sparkles, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import { AUTO, rateWords } from '@/core/models';
import { type Broken, findBroken, type Repair } from '@/core/repair';
import { mend } from '@/sync/mend';
import { useSession } from '@/sync/use-session';
import type { MenuEntry } from '@/ui/menu-entries';
import { MenuLayer } from '@/ui/menu-layer';
import type { RepairRequest } from './canvas-state';

type Props = { request: RepairRequest; onClose: () => void };

export function RepairMenu({ request, onClose }: Props): ReactNode {
  const { catalog, document, kinds } = useSession();
  const { node, input, at, byKeyboard, returnTo } = request;
  const broken = findBroken(document.graph, kinds, catalog, node, input);
  if (!broken) return null;
  return (
    <MenuLayer
      label="Repair this wire"
      entries={entriesOf(broken, (repair) => {
        onClose();
        mend(document, broken, repair);
      })}
      at={at}
      align="start"
      side="bottom"
      byKeyboard={byKeyboard}
      returnTo={returnTo}
      onClose={onClose}
    />
  );
}

function entriesOf(broken: Broken, run: (repair: Repair) => void): MenuEntry[] {
  const { card, input, repairs, spec } = broken;
  const why = card
    ? `${card.title} takes nothing at ${input.title}`
    : `${spec.title} has no ${input.title}`;
  const models = repairs.filter((repair) => repair.kind === 'model');
  const others = repairs.filter((repair) => repair.kind !== 'model');
  const entry = (repair: Repair): MenuEntry => entryOf(repair, broken, () => run(repair));
  return [
    { label: why },
    ...models.map(entry),
    ...(models.length > 0 ? (['line'] as const) : []),
    ...others.map(entry),
  ];
}

function entryOf(repair: Repair, { edges }: Broken, onSelect: () => void): MenuEntry {
  switch (repair.kind) {
    case 'model':
      return {
        title:
          repair.model === AUTO ? `Use Auto (${repair.card.title})` : `Use ${repair.card.title}`,
        icon: <Sparkles />,
        trailing: rateWords(repair.card),
        onSelect,
      };
    case 'move':
      return { title: `Move to ${repair.input.title}`, icon: <ArrowRightLeft />, onSelect };
    default:
      return {
        title: edges.length === 1 ? 'Remove the wire' : `Remove ${edges.length} wires`,
        icon: <Unplug />,
        danger: true,
        onSelect,
      };
  }
}
