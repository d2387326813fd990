/** Run, with its price; Stop while it runs. */
import { Play, RotateCw, Square } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatMoney } from '@/core/money';
import type { NodeSpec } from '@/core/spec';
import { Button } from '@/ui/button';
import { Tooltip } from '@/ui/tooltip';
import { count } from '../words';
import styles from './run-button.module.css';
import { type NodeRun, useRun } from './use-run';

type Props = { id: string; kind: NodeSpec; size?: 'small' | 'medium' };

export function RunButton({ id, kind, size = 'small' }: Props): ReactNode {
  const run = useRun(id, kind);
  // One button in all states: the focus stays on it when it becomes Stop.
  return (
    <Tooltip text={describe(run)} keys={run.isRunning ? 'mod+.' : 'mod+enter'} side="top">
      <Button
        size={size}
        variant={run.isRunning ? 'secondary' : 'primary'}
        icon={<RunIcon run={run} />}
        className={styles.run}
        data-for="run"
        onClick={run.isRunning ? run.stop : run.run}
      >
        {run.isRunning ? 'Stop' : run.isKnown ? 'Again' : 'Run'}
        {run.isRunning || run.price === null ? null : (
          <span className={styles.price}>{formatMoney(run.price)}</span>
        )}
      </Button>
    </Tooltip>
  );
}

function RunIcon({ run }: { run: NodeRun }): ReactNode {
  if (run.isRunning) return <Square />;
  return run.isKnown ? <RotateCw /> : <Play />;
}

function describe(run: NodeRun): string {
  if (run.isRunning) return 'Stop this run';
  const others = run.others > 0 ? ` with ${count(run.others, 'node')} it needs` : '';
  if (run.isKnown) return 'Up to date. Make another result with the same inputs';
  return `Run this node${others}`;
}
