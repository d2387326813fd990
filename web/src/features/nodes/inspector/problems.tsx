/** What stands in the way of running this node, with what to do about it. */
import { CircleAlert, CircleDashed, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Problem } from '@/api/types';
import { AUTO } from '@/core/models';
import { findBroken, type Repair } from '@/core/repair';
import { mend } from '@/sync/mend';
import { useEdges, useNode, usePlan, useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { isOnlyMissing } from '../only-missing';
import styles from './problems.module.css';

export function Problems({ id }: { id: string }): ReactNode {
  const plan = usePlan();
  const found = plan?.problems.filter((one) => one.node === id) ?? [];
  if (found.length === 0) return null;
  return (
    <ul className={styles.problems} aria-label="Problems">
      {found.map((one) => (
        <li
          key={`${one.code} ${one.input} ${one.parameter} ${one.edge}`}
          data-severity={isOnlyMissing(one) ? 'missing' : one.severity}
        >
          <Sign problem={one} />
          <div>
            <p>{one.message}</p>
            {one.remedy ? <p className={styles.remedy}>{one.remedy}</p> : null}
            {one.code === 'input_not_taken' && one.input ? (
              <Repairs id={id} input={one.input} />
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}

function Sign({ problem }: { problem: Problem }): ReactNode {
  if (isOnlyMissing(problem)) return <CircleDashed aria-label="Missing" />;
  if (problem.severity === 'error') return <CircleAlert aria-label="Problem" />;
  return <TriangleAlert aria-label="Warning" />;
}

/** The nearest model that takes it, another input for it, or none. */
function Repairs({ id, input }: { id: string; input: string }): ReactNode {
  const { catalog, document, kinds } = useSession();
  useNode(id);
  useEdges();
  const broken = findBroken(document.graph, kinds, catalog, id, input);
  if (!broken) return null;
  const models = broken.repairs.filter(
    (repair) => repair.kind === 'model' && repair.model !== AUTO,
  );
  const others = broken.repairs.filter((repair) => repair.kind !== 'model');
  return (
    <div className={styles.repairs}>
      {[...models.slice(0, 1), ...others].map((repair) => (
        <Button
          key={titleOf(repair)}
          size="small"
          data-for="edit"
          onClick={() => mend(document, broken, repair)}
        >
          {titleOf(repair)}
        </Button>
      ))}
    </div>
  );
}

function titleOf(repair: Repair): string {
  if (repair.kind === 'model') return `Use ${repair.card.title}`;
  return repair.kind === 'move' ? `Move to ${repair.input.title}` : 'Remove the wire';
}
