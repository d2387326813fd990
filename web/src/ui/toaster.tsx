/** Shows the toasts at the lower edge; they wait while pointed at or focused. */
import { CircleAlert, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { Button } from './button';
import { IconButton } from './icon-button';
import styles from './toaster.module.css';
import { dismiss, type Toast, toasts } from './toasts';

export function Toaster() {
  const shown = useStore(toasts, (state) => state.shown);
  const [held, setHeld] = useState(false);
  return (
    <section
      aria-label="Notices"
      aria-live="polite"
      className={styles.place}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {shown.map((one) => (
        <Notice key={one.id} toast={one} held={held} />
      ))}
    </section>
  );
}

function Notice({ toast, held }: { toast: Toast; held: boolean }) {
  const { id, title, words, tone, action, milliseconds } = toast;
  useEffect(() => {
    if (held || milliseconds === null) return;
    const timer = setTimeout(() => dismiss(id), milliseconds);
    return () => clearTimeout(timer);
  }, [id, milliseconds, held]);

  return (
    <div className={styles.toast}>
      {tone === 'error' && <CircleAlert className={styles.error} aria-label="Error" />}
      <div className={styles.words}>
        <p>{title}</p>
        {words && <p className={styles.more}>{words}</p>}
      </div>
      {action && (
        <Button
          size="small"
          onClick={() => {
            dismiss(id);
            action.onSelect();
          }}
        >
          {action.title}
        </Button>
      )}
      <IconButton
        size="small"
        side="top"
        label="Dismiss"
        icon={<X />}
        onClick={() => dismiss(id)}
      />
    </div>
  );
}
