/** What a menu can hold. */
import type { ReactNode } from 'react';

export type MenuCommand = {
  title: string;
  onSelect: () => void;
  icon?: ReactNode;
  keys?: string;
  /** Stands at the right instead of keys: a price, a count. */
  trailing?: ReactNode;
  danger?: boolean;
  checked?: boolean;
  /** Why it cannot be done now; shown below its title. */
  unavailable?: string;
};

export type MenuEntry =
  | MenuCommand
  | { title: string; icon?: ReactNode; entries: readonly MenuEntry[] }
  | { label: string }
  | 'line';
