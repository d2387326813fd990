/** The runs of a canvas at its lower edge: a line of progress, or the list of runs. */
import { type ReactNode, Suspense } from 'react';
import { lazy } from '@/lib/lazy';
import type { RunsDrawerProps } from '@/sync/slots';
import { useRunList } from '@/sync/use-session';
import { ProgressEdge, ProgressPill } from './progress-pill';

const RunsPanel = lazy(async () => {
  const { RunsPanel } = await import('./runs-panel');
  return { default: RunsPanel };
});

export function RunsDrawer({ open, onOpenChange, onShowNode }: RunsDrawerProps): ReactNode {
  const runs = useRunList();
  const running = runs.filter((run) => run.state === 'running');
  return (
    <>
      {running.length > 0 && <ProgressEdge running={running} />}
      {open ? (
        <Suspense>
          <RunsPanel runs={runs} onClose={() => onOpenChange(false)} onShowNode={onShowNode} />
        </Suspense>
      ) : (
        <ProgressPill
          running={running}
          latest={runs[0] ?? null}
          onOpen={() => onOpenChange(true)}
        />
      )}
    </>
  );
}
