/** What was done on a canvas and never reached the server: to be read, and to be taken along. */
import { Copy } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import type { CanvasNode } from '@/core/canvas';
import { encodeClip, takeClip } from '@/core/clipboard';
import { useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import { toast } from '@/ui/toasts';
import { changedNodes, textOf } from './unsent';
import styles from './unsent-edits.module.css';

const MOST = 50;

export function UnsentEdits({ count }: { count: number }): ReactNode {
  const session = useSession();
  const nodes = useChanged();
  const copy = async (): Promise<void> => {
    const ids = nodes.map((node) => node.id);
    const text = encodeClip(takeClip(session.document.graph, ids));
    try {
      await navigator.clipboard.writeText(text);
      toast('Copied', { words: 'Paste it on any canvas of Koda.' });
    } catch {
      toast('The browser did not let Koda copy this', {
        words: 'Select the nodes on the canvas, and copy them with the keyboard.',
        tone: 'error',
      });
    }
  };
  return (
    <div className={styles.unsent}>
      <p>
        {count === 1 ? '1 edit' : `${count} edits`} of yours did not arrive in time
        {nodes.length > 0 ? ':' : '.'}
      </p>
      {nodes.length > 0 && (
        <>
          <ul className={styles.nodes} aria-label="Nodes with edits that were not saved">
            {nodes.slice(0, MOST).map((node) => (
              <li key={node.id}>
                <strong>{node.name || session.kinds.get(node.kind)?.title || node.kind}</strong>
                {textOf(node) && <p className={styles.text}>{textOf(node)}</p>}
              </li>
            ))}
          </ul>
          <Button icon={<Copy />} onClick={() => void copy()}>
            Copy these nodes
          </Button>
        </>
      )}
    </div>
  );
}

function useChanged(): readonly CanvasNode[] {
  const session = useSession();
  const [nodes, setNodes] = useState<readonly CanvasNode[]>([]);
  useEffect(() => {
    let isGone = false;
    const look = async (): Promise<void> => {
      const found = changedNodes(session.document.graph, await session.confirmed());
      if (!isGone) setNodes(found);
    };
    void look();
    return () => {
      isGone = true;
    };
  }, [session]);
  return nodes;
}
