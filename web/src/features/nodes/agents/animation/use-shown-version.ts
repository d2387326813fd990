/** Which version is looked at: the newest, or one that was chosen until a newer one is there. */
import { useEffect, useState } from 'react';
import type { Animation } from './use-animation';
import type { Version } from './versions';

export type ShownVersion = {
  /** None before the first. */
  readonly version: Version | undefined;
  readonly show: (version: Version) => void;
};

export function useShownVersion({ versions, newest, step }: Animation): ShownVersion {
  const [chosen, setChosen] = useState<number | null>(null);
  const made = step?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is made next is looked at
  useEffect(() => setChosen(null), [made]);
  const found = versions.find(({ number }) => number === chosen);
  return {
    version: found ?? newest,
    show: ({ number }) => setChosen(number),
  };
}
