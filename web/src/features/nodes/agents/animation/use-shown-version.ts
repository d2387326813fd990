/** Which version is looked at: the newest, or one that was chosen until a newer one is there. */
import { useEffect, useState } from 'react';
import type { Animation } from './use-animation';
import type { Version } from './versions';

export type ShownVersion = {
  /** None before the first. */
  readonly version: Version | undefined;
  readonly show: (version: Version) => void;
};

export function useShownVersion({ versions, step }: Animation): ShownVersion {
  const [chosen, setChosen] = useState<number | null>(null);
  const newest = step?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is made next is looked at
  useEffect(() => setChosen(null), [newest]);
  const found = versions.find(({ number }) => number === chosen);
  return {
    version: found ?? versions.at(-1),
    show: ({ number }) => setChosen(number),
  };
}
