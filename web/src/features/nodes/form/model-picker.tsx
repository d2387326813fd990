/** The button that chooses a model; the list behind it is fetched when it is first opened. */
import { type ReactNode, Suspense, useState } from 'react';
import { AUTO, findCard } from '@/core/models';
import type { NodeSpec } from '@/core/spec';
import type { Json } from '@/core/values';
import { lazy } from '@/lib/lazy';
import { useSession } from '@/sync/use-session';
import { Popover } from '@/ui/popover';
import type { TriggerElement } from '@/ui/trigger';
import { useUsedCard } from '../use-node-form';

const ModelList = lazy(async () => ({ default: (await import('./model-list')).ModelList }));

type PickerProps = {
  node: string;
  kind: NodeSpec;
  value: Json;
  onChange: (value: Json) => void;
  /** The button that opens it. */
  trigger: TriggerElement;
};

export function ModelPicker({ node, kind, value, onChange, trigger }: PickerProps): ReactNode {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover trigger={trigger} label="Model" open={isOpen} onOpenChange={setOpen}>
      <Suspense>
        <ModelList
          node={node}
          kind={kind}
          value={String(value)}
          onPick={(model) => {
            setOpen(false);
            onChange(model);
          }}
        />
      </Suspense>
    </Popover>
  );
}

/** `Auto (Offline preview)`, `Nano Banana`, or the id of one that is not known. */
export function useModelName(node: string, kind: NodeSpec, value: Json, short = false): string {
  const { catalog } = useSession();
  const used = useUsedCard(node, kind);
  if (value !== AUTO) return findCard(catalog, kind.task, value)?.title ?? String(value);
  return used && !short ? `Auto (${used.title})` : 'Auto';
}
