/** Sharing a canvas: a link is made, copied, listed with the others, and withdrawn. */
import type { ReactNode } from 'react';
import { useCanvasName, useSession } from '@/sync/use-session';
import { Dialog } from '@/ui/dialog';
import { LinkList } from './link-list';
import { MakeLink } from './make-link';
import styles from './share-dialog.module.css';
import { useShares } from './use-shares';

type Props = { open: boolean; onOpenChange: (open: boolean) => void };

export function ShareDialog({ open, onOpenChange }: Props): ReactNode {
  const name = useCanvasName();
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={`Share “${name}”`}>
      <Sharing />
    </Dialog>
  );
}

function Sharing(): ReactNode {
  const { api, id } = useSession();
  const shares = useShares(api, id);
  return (
    <div className={styles.sharing}>
      <MakeLink onMake={shares.make} />
      {shares.problem && (
        <p role="alert" className={styles.problem}>
          {shares.problem.message} {shares.problem.remedy}
        </p>
      )}
      <LinkList shares={shares} />
    </div>
  );
}
