/** The button that has a node's prompt improved, where there is one; what it opens is fetched when pressed. */
import { WandSparkles } from 'lucide-react';
import { type ReactNode, Suspense, useRef, useState } from 'react';
import type { NodeSpec } from '@/core/spec';
import { lazy } from '@/lib/lazy';
import { useSession } from '@/sync/use-session';
import { IconButton } from '@/ui/icon-button';
import { Popover } from '@/ui/popover';
import { Skeleton } from '@/ui/skeleton';
import { placeOf, useKeptAct } from '../agents/kept-acts';
import type { Field } from '../form/fields';
import styles from './improve-button.module.css';
import { improvable } from './medium';

const Panel = lazy(async () => ({ default: (await import('./improve-panel')).ImprovePanel }));

type Props = { id: string; kind: NodeSpec; field: Field };

export function ImproveButton({ id, kind, field }: Props): ReactNode {
  const session = useSession();
  const [isOpen, setOpen] = useState(false);
  const dropped = useRef(() => {});
  const name = `${id}.${field.name}`;
  const waits = useKeptAct(placeOf(session.id, name)) !== null && !isOpen;
  if (!improvable(kind, field) || !session.kinds.has('prompt-enhancer')) return null;
  return (
    <Popover
      label="Improve prompt"
      side="top"
      align="end"
      wide
      open={isOpen}
      onOpenChange={setOpen}
      onEscape={() => dropped.current()}
      trigger={
        <IconButton
          size="small"
          className={styles.button}
          label={waits ? 'Look at the improved prompt' : 'Improve prompt'}
          keys="e"
          icon={<WandSparkles />}
          data-improves={id}
          data-for="run"
          data-waits={waits || undefined}
        />
      }
    >
      <Suspense fallback={<Skeleton height={96} />}>
        <Panel
          id={id}
          kind={kind}
          field={field}
          name={name}
          dropped={dropped}
          onClose={() => setOpen(false)}
        />
      </Suspense>
    </Popover>
  );
}
