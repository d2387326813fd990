/** The keys of a film: space plays, comma and full stop go by frames, letters for the rest. */
import type { KeyboardEvent } from 'react';
import { choosePlaying } from './player-choices';
import type { Playback } from './use-playback';

type Deeds = {
  step: (by: number) => void;
  fill?: () => void;
  isMuted: boolean;
  loops: boolean;
};

export function onFilmKey(
  event: KeyboardEvent,
  playback: Pick<Playback, 'toggle'>,
  deeds: Deeds,
): void {
  if (event.metaKey || event.ctrlKey || event.altKey) return;
  const isOnButton = event.target instanceof HTMLButtonElement;
  if (isOnButton && (event.key === ' ' || event.key === 'Enter')) return;
  const does: Record<string, (() => void) | undefined> = {
    ' ': playback.toggle,
    k: playback.toggle,
    ',': () => deeds.step(-1),
    '.': () => deeds.step(1),
    m: () => choosePlaying({ isMuted: !deeds.isMuted }),
    l: () => choosePlaying({ loops: !deeds.loops }),
    f: deeds.fill,
  };
  const deed = does[event.key];
  if (!deed) return;
  event.preventDefault();
  event.stopPropagation();
  deed();
}
