/** Several nodes at once: how many of which kind, and running them. */
import { Play } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatPrice } from '@/core/money';
import { usePlan, useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { count } from '../words';
import { Panel } from './panel';
import styles from './selection-panel.module.css';

type Props = { ids: readonly string[]; onClose: () => void };

export function SelectionPanel({ ids, onClose }: Props): ReactNode {
  const session = useSession();
  const plan = usePlan();
  const chosen = new Set(ids);
  const steps = plan?.steps.filter((step) => chosen.has(step.node) && !step.cached) ?? [];
  const kinds = countKinds(ids, session);
  const runnable = ids.filter((id) => kindOf(session, id)?.runs);
  const price = steps.reduce((sum, step) => sum + step.price, 0);
  const unpriced = steps.filter((step) => step.unpriced).length;
  return (
    <Panel
      title={<p className={styles.title}>{count(ids.length, 'node')}</p>}
      onClose={onClose}
      footer={
        runnable.length > 0 ? (
          <>
            <span className={styles.words}>
              {plan ? `${steps.length} of ${runnable.length} will run` : ''}
            </span>
            <Button
              variant="primary"
              data-for="run"
              icon={<Play />}
              onClick={() => void session.run('node', runnable)}
            >
              Run
              {plan && steps.length > 0 ? (
                <span className={styles.price}>{formatPrice(price, unpriced)}</span>
              ) : null}
            </Button>
          </>
        ) : undefined
      }
    >
      <ul className={styles.kinds}>
        {kinds.map(([title, many]) => (
          <li key={title}>
            <span>{title}</span>
            <span>{many}</span>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

type Session = ReturnType<typeof useSession>;

function kindOf(session: Session, id: string) {
  const node = session.document.node(id);
  return node && session.kinds.get(node.kind);
}

function countKinds(ids: readonly string[], session: Session): [string, number][] {
  const many = new Map<string, number>();
  for (const id of ids) {
    const title = kindOf(session, id)?.title ?? 'Unknown node';
    many.set(title, (many.get(title) ?? 0) + 1);
  }
  return [...many].sort((a, b) => b[1] - a[1]);
}
