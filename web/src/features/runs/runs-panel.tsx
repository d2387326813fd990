/** All runs of the canvas, by day; the newest one is open. */
import { ListChecks, X } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Run } from '@/api/types';
import { EmptyState } from '@/ui/empty-state';
import { IconButton } from '@/ui/icon-button';
import { Kbd } from '@/ui/kbd';
import { RunLine } from './run-line';
import styles from './runs-panel.module.css';
import { groupByDay } from './steps';
import { useTitles } from './use-titles';

type Props = {
  runs: readonly Run[];
  onClose: () => void;
  onShowNode: (id: string) => void;
};

export function RunsPanel({ runs, onClose, onShowNode }: Props): ReactNode {
  const panel = useRef<HTMLElement>(null);
  const titleOf = useTitles();
  const [chosen, setChosen] = useState<Readonly<Record<string, boolean>>>({});
  useFocusWhileOpen(panel);
  const days = groupByDay(runs, Date.now());
  return (
    <section
      ref={panel}
      className={styles.panel}
      aria-label="List of runs"
      tabIndex={-1}
      onKeyDown={(event) => keepKeys(event, onClose)}
    >
      <header className={styles.head}>
        <h2>Runs</h2>
        <IconButton size="small" side="top" label="Close" keys="r" icon={<X />} onClick={onClose} />
      </header>
      <div className={styles.body}>
        {runs.length === 0 && (
          <EmptyState icon={<ListChecks />} title="Nothing has run here yet">
            Press <Kbd keys="mod+enter" /> on a node, or Run all.
          </EmptyState>
        )}
        {days.map((day) => (
          <div key={day.title}>
            {(days.length > 1 || day.title !== 'Today') && (
              <h3 className={styles.day}>{day.title}</h3>
            )}
            <ul>
              {day.runs.map((run) => (
                <RunLine
                  key={run.id}
                  run={run}
                  titleOf={titleOf}
                  open={chosen[run.id] ?? run === runs[0]}
                  onOpenChange={(open) => setChosen((now) => ({ ...now, [run.id]: open }))}
                  onShowNode={onShowNode}
                />
              ))}
            </ul>
          </div>
        ))}
      </div>
    </section>
  );
}

/** Keys pressed in the panel are not the canvas's, save those that work everywhere. */
function keepKeys(event: KeyboardEvent, onClose: () => void): void {
  if (event.metaKey || event.ctrlKey || event.key === 'r' || event.key === '?') return;
  if (event.key === 'Escape') onClose();
  event.stopPropagation();
}

/** The focus goes into the panel, and back to where it was; what opened it is drawn anew by then. */
function useFocusWhileOpen(panel: { readonly current: HTMLElement | null }): void {
  useEffect(() => {
    const before = document.activeElement;
    const place = panel.current;
    place?.focus({ preventScroll: true });
    return () => {
      const now = document.activeElement;
      if (now !== document.body && !place?.contains(now)) return;
      requestAnimationFrame(() => {
        const opener = document.querySelector<HTMLElement>('[data-runs-opener]');
        const isThere = before !== document.body && before?.isConnected;
        const target = isThere && before instanceof HTMLElement ? before : opener;
        target?.focus({ preventScroll: true });
      });
    };
  }, [panel]);
}
