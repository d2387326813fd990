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
  if (run.isRunning) {
    return (
      <Button size={size} icon={<Square />} className={styles.run} onClick={run.stop}>
        Stop
      </Button>
    );
  }
  return (
    <Tooltip text={describe(run)} keys="mod+enter" side="top">
      <Button
        size={size}
        variant="primary"
        icon={run.isKnown ? <RotateCw /> : <Play />}
        className={styles.run}
        onClick={run.run}
      >
        {run.isKnown ? 'Again' : 'Run'}
        {run.price === null ? null : <span className={styles.price}>{formatMoney(run.price)}</span>}
      </Button>
    </Tooltip>
  );
}

function describe(run: NodeRun): string {
  const others = run.others > 0 ? ` with ${count(run.others, 'node')} it needs` : '';
  if (run.isKnown) return 'Up to date. Make another result with the same inputs';
  return `Run this node${others}`;
}
