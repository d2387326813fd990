/** The whole graph as a list, for those who listen to it: every node with what feeds it. */
import type { ReactNode } from 'react';
import { useEdges, useNodeIds, useSession } from '@/sync/use-session';
import { useActions } from './actions-context';
import { useCanvasState } from './canvas-state';
import styles from './graph-list.module.css';
import { readingOrder, titleOf } from './places';

const MOST = 300;

export function GraphList(): ReactNode {
  const session = useSession();
  const actions = useActions();
  const ids = useNodeIds();
  const edges = useEdges();
  const selected = useCanvasState((state) => state.nodes);
  const order = readingOrder(session);
  const active = order.find((id) => selected.has(id)) ?? order[0];
  const name = (id: string): string => {
    const node = session.document.node(id);
    return node ? titleOf(session, node) : id;
  };
  return (
    <nav className={styles.list} aria-label={`${ids.length} nodes on this canvas`}>
      <ul>
        {order.slice(0, MOST).map((id) => {
          const from = edges.filter((edge) => edge.target === id).map((edge) => name(edge.source));
          return (
            <li key={id}>
              <button
                type="button"
                tabIndex={id === active ? 0 : -1}
                aria-pressed={selected.has(id)}
                onClick={() => actions.show(id)}
              >
                {name(id)}
                {from.length > 0 ? `, from ${from.join(', ')}` : ''}
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
