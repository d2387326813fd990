/** What can be done with the chosen assets, at the lower edge while any are. */
import { Download, Info, RotateCcw, SquarePlus, Star, Trash2, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatBytes } from '@/lib/bytes';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/confirm';
import { IconButton } from '@/ui/icon-button';

import styles from './selection-bar.module.css';
import type { Acts, Items } from './use-acts';
import { filesWords } from './words';

type Props = {
  items: Items;
  acts: Acts;
  isTrash: boolean;
  isSmall: boolean;
  onPlace?: ((items: Items) => void) | undefined;
  onDetail: () => void;
  onClear: () => void;
};

export function SelectionBar(props: Props): ReactNode {
  const { items, acts, isTrash, isSmall, onPlace, onDetail, onClear } = props;
  const size = items.reduce((sum, item) => sum + item.size, 0);
  const areStarred = items.every((item) => item.favourite);
  return (
    <div role="toolbar" aria-label="Chosen assets" className={styles.bar}>
      <span className={styles.count} role="status">
        {isSmall ? items.length : filesWords(items.length)}
        {isSmall ? null : <span className={styles.size}>{formatBytes(size)}</span>}
      </span>
      {isTrash ? (
        <>
          <Button size="small" icon={<RotateCcw />} onClick={() => acts.restore(items)}>
            Restore
          </Button>
          <Confirm
            title="Delete forever"
            question={`Delete ${filesWords(items.length)} forever?`}
            onConfirm={() => acts.remove(items)}
          />
        </>
      ) : (
        <>
          {onPlace ? (
            <Button
              size="small"
              variant="primary"
              icon={<SquarePlus />}
              onClick={() => onPlace(items)}
            >
              Place
            </Button>
          ) : null}
          <IconButton
            label={areStarred ? 'No longer favourites' : 'Favourite'}
            keys="f"
            icon={<Star className={areStarred ? styles.starred : undefined} />}
            onClick={() => acts.star(items, !areStarred)}
          />
          <IconButton
            label="Download"
            keys="d"
            icon={<Download />}
            onClick={() => acts.download(items)}
          />
          {isSmall && items.length === 1 ? (
            <IconButton label="Details" keys="i" icon={<Info />} onClick={onDetail} />
          ) : null}
          <IconButton
            label="Throw away"
            keys="delete"
            icon={<Trash2 />}
            onClick={() => acts.trash(items)}
          />
        </>
      )}
      <IconButton label="Choose none" keys="escape" icon={<X />} onClick={onClear} />
    </div>
  );
}
