/** A button that asks once more, in its own place: for what cannot be undone. */
import { type ReactNode, useState } from 'react';
import { Button } from './button';
import styles from './confirm.module.css';

type Props = {
  title: string;
  question: string;
  icon?: ReactNode;
  /** What the two answers say. */
  yes?: string;
  no?: string;
  onConfirm: () => void;
};

export function Confirm(props: Props): ReactNode {
  const { title, question, icon, yes = 'Delete', no = 'Keep', onConfirm } = props;
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
        {yes}
      </Button>
      <Button size="small" variant="quiet" onClick={leave}>
        {no}
      </Button>
    </fieldset>
  );
}
