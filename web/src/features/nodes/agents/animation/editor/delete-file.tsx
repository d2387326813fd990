/** Takes a file out of the code, once it is asked whether it should be. */
import { Trash2 } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Button } from '@/ui/button';
import { IconButton } from '@/ui/icon-button';
import { Popover } from '@/ui/popover';
import styles from './delete-file.module.css';

type Props = {
  path: string;
  /** The code begins with it: it stays. */
  isEntry: boolean;
  onDelete: () => void;
};

export function DeleteFile({ path, isEntry, onDelete }: Props): ReactNode {
  const [isOpen, setOpen] = useState(false);
  if (isEntry) {
    return (
      <IconButton label="The film begins with this file: it stays" icon={<Trash2 />} disabled />
    );
  }
  const leave = (): void => setOpen(false);
  return (
    <Popover
      label="Delete this file?"
      align="end"
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<IconButton label={`Delete ${path}`} icon={<Trash2 />} />}
    >
      <div className={styles.asking}>
        <p>
          Delete <code>{path}</code>? The next version is without it; this one keeps it.
        </p>
        <div className={styles.answers}>
          <Button
            variant="danger"
            autoFocus
            onClick={() => {
              leave();
              onDelete();
            }}
          >
            Delete
          </Button>
          <Button variant="quiet" onClick={leave}>
            Keep
          </Button>
        </div>
      </div>
    </Popover>
  );
}
