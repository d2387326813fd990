/** The drawing of a dialog. */
import { X } from 'lucide-react';
import { Dialog as Primitive } from 'radix-ui';
import { classNames } from '@/lib/class-names';
import type { DialogProps } from './dialog';
import styles from './dialog.module.css';
import { IconButton } from './icon-button';
import { useDialogFocus } from './use-dialog-focus';

export function DialogLayer(props: DialogProps) {
  const { open, onOpenChange, title, description, children, actions, size = 'medium' } = props;
  const focus = useDialogFocus(firstField);
  const undescribed = description ? {} : { 'aria-describedby': undefined };
  return (
    <Primitive.Root open={open} onOpenChange={onOpenChange}>
      <Primitive.Portal>
        <Primitive.Overlay className={styles.scrim} />
        <Primitive.Content
          {...undescribed}
          {...focus}
          className={classNames(styles.dialog, styles[size])}
        >
          <header className={styles.head}>
            <Primitive.Title className={styles.title}>{title}</Primitive.Title>
            <Primitive.Close asChild>
              <IconButton label="Close" icon={<X />} size="small" />
            </Primitive.Close>
          </header>
          {description && (
            <Primitive.Description className={styles.description}>
              {description}
            </Primitive.Description>
          )}
          {children && <div className={styles.body}>{children}</div>}
          {actions && <footer className={styles.actions}>{actions}</footer>}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

/**
 * A field first that is in sight, else the dialog itself: on the close button its tooltip would
 * take the first Esc.
 */
function firstField(dialog: HTMLElement): HTMLElement {
  const fields = [...dialog.querySelectorAll<HTMLElement>('input, textarea, select')];
  return fields.find((one) => one.getBoundingClientRect().top < window.innerHeight) ?? dialog;
}
