/** A canvas's name that turns into a field, in place. */
import { useEffect, useRef } from 'react';
import styles from './canvas-card.module.css';

type Props = {
  name: string;
  isEditing: boolean;
  /** The new name; none if it stays. */
  onEnd: (name: string | null) => void;
};

const MOST = 200;

export function CardName({ name, isEditing, onEnd }: Props) {
  return isEditing ? (
    <NameField name={name} onEnd={onEnd} />
  ) : (
    <p className={styles.name} title={name}>
      {name}
    </p>
  );
}

function NameField({ name, onEnd }: Pick<Props, 'name' | 'onEnd'>) {
  const field = useRef<HTMLInputElement>(null);
  const hasEnded = useRef(false);
  useEffect(() => field.current?.select(), []);
  const end = (typed: string | null): void => {
    // Taking the field away makes it lose the focus, which ends it too.
    if (hasEnded.current) return;
    hasEnded.current = true;
    const next = typed?.trim().slice(0, MOST);
    onEnd(next && next !== name ? next : null);
  };
  return (
    <input
      ref={field}
      className={styles.field}
      aria-label="Name of the canvas"
      defaultValue={name}
      maxLength={MOST}
      onBlur={(event) => end(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') end(event.currentTarget.value);
        if (event.key === 'Escape') end(null);
      }}
    />
  );
}
