/** A work place over the whole window: tools above, the picture below. */
import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { KeyboardEvent, ReactNode } from 'react';
import { IconButton } from '@/ui/icon-button';
import { useDialogFocus } from '@/ui/use-dialog-focus';
import styles from './editor-frame.module.css';

type Props = {
  title: string;
  tools: ReactNode;
  /** What ends the work, at the right. */
  actions: ReactNode;
  notice?: ReactNode;
  children: ReactNode;
  onKeyDown: (event: KeyboardEvent) => void;
  onKeyUp?: (event: KeyboardEvent) => void;
  onClose: () => void;
};

export function EditorFrame(props: Props): ReactNode {
  const { title, tools, actions, notice, children, onKeyDown, onKeyUp, onClose } = props;
  const focus = useDialogFocus();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className={styles.scrim} />
        <Dialog.Content
          className={styles.box}
          aria-describedby={undefined}
          {...focus}
          // React's events rise to the canvas, which must not take these keys for its own.
          onKeyDown={(event) => {
            event.stopPropagation();
            onKeyDown(event);
          }}
          onKeyUp={onKeyUp}
          onPointerDown={(event) => event.stopPropagation()}
        >
          <header className={styles.head}>
            <Dialog.Title className={styles.title}>{title}</Dialog.Title>
            <div className={styles.tools} role="toolbar" aria-label="Tools">
              {tools}
            </div>
            <div className={styles.actions}>
              {actions}
              <Dialog.Close asChild>
                <IconButton label="Close" keys="escape" icon={<X />} />
              </Dialog.Close>
            </div>
          </header>
          {notice ? (
            <div className={styles.notice} role="status">
              {notice}
            </div>
          ) : null}
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
