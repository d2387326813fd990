/** Controls that few kinds have, fetched when a form first shows one. */
import { type ReactNode, Suspense } from 'react';
import { lazy } from '@/lib/lazy';
import { Skeleton } from '@/ui/skeleton';
import type { ControlProps } from './control';

const Dialogue = lazy(async () => ({
  default: (await import('./dialogue-control')).DialogueControl,
}));
const TextList = lazy(async () => ({
  default: (await import('./text-list-control')).TextListControl,
}));

const Preset = lazy(async () => ({
  default: (await import('../presets/preset-control')).PresetControl,
}));
const Character = lazy(async () => ({
  default: (await import('../presets/character-control')).CharacterControl,
}));

const BY_CONTROL: Readonly<Record<string, typeof TextList>> = {
  character: Character,
  dialogue: Dialogue,
  preset: Preset,
};

export function LazyControl(props: ControlProps): ReactNode {
  const Loaded = BY_CONTROL[props.field.control] ?? TextList;
  return (
    <Suspense fallback={<Skeleton height={64} />}>
      <Loaded {...props} />
    </Suspense>
  );
}
