/** A button that asks once more, in its own place: for what cannot be undone. */
import { type ReactNode, useState } from 'react';
import { Button } from '@/ui/button';
import styles from './confirm.module.css';

type Props = {
  title: string;
  question: string;
  icon?: ReactNode;
  onConfirm: () => void;
};

export function Confirm({ title, question, icon, onConfirm }: Props): ReactNode {
  const [isAsking, setIsAsking] = useState(false);
  if (!isAsking) {
    return (
      <Button size="small" variant="quiet" icon={icon} onClick={() => setIsAsking(true)}>
        {title}
      </Button>
    );
  }
  const leave = (): void => setIsAsking(false);
  return (
    <fieldset
      className={styles.confirm}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        leave();
      }}
    >
      <legend>{question}</legend>
      <Button
        size="small"
        variant="danger"
        autoFocus
        onClick={() => {
          leave();
          onConfirm();
        }}
      >
        Delete
      </Button>
      <Button size="small" variant="quiet" onClick={leave}>
        Keep
      </Button>
    </fieldset>
  );
}
