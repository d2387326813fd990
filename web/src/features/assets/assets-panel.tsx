/** The library beside a canvas: its assets are dragged or placed from here. */
import { X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import type { AssetsPanelProps } from '@/sync/slots';
import { useRuns, useSession } from '@/sync/use-session';
import { IconButton } from '@/ui/icon-button';
import { Segmented } from '@/ui/segmented';
import styles from './assets-panel.module.css';
import type { Choice } from './filter';
import { LibraryView } from './library-view';

type Scope = 'all' | 'canvas';

const SCOPES = [
  { value: 'all', label: 'All' },
  { value: 'canvas', label: 'This canvas' },
] as const;

export function AssetsPanel({ onPlace, onClose }: AssetsPanelProps): ReactNode {
  const { id } = useSession();
  const [choice, setChoice] = useState<Choice>({});
  const done = useRuns((state) => state.runs.reduce((sum, run) => sum + run.done, 0));
  const scope: Scope = choice.canvas === id ? 'canvas' : 'all';
  const setScope = (next: Scope): void => {
    const { canvas: _, ...rest } = choice;
    setChoice(next === 'canvas' ? { ...rest, canvas: id } : rest);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of what stands in it
    <div
      className={styles.panel}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        onClose();
      }}
    >
      <header className={styles.head}>
        <h2>Assets</h2>
        <Link href="/assets" className={styles.all}>
          Open the library
        </Link>
        <IconButton label="Close assets" keys="b" icon={<X />} onClick={onClose} />
      </header>
      <div className={styles.scope}>
        <Segmented label="Where from" value={scope} segments={SCOPES} onChange={setScope} />
      </div>
      <LibraryView isSmall choice={choice} onChoose={setChoice} pulse={done} onPlace={onPlace} />
    </div>
  );
}
