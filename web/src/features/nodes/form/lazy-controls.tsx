/** Controls that few kinds have, fetched when a form first shows one. */
import { lazy, type ReactNode, Suspense } from 'react';
import { Skeleton } from '@/ui/skeleton';
import type { ControlProps } from './control';

const Dialogue = lazy(async () => ({
  default: (await import('./dialogue-control')).DialogueControl,
}));
const TextList = lazy(async () => ({
  default: (await import('./text-list-control')).TextListControl,
}));

export function LazyControl(props: ControlProps): ReactNode {
  const Loaded = props.field.control === 'dialogue' ? Dialogue : TextList;
  return (
    <Suspense fallback={<Skeleton height={64} />}>
      <Loaded {...props} />
    </Suspense>
  );
}
