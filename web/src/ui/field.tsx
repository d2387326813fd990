/** A control with its name, its unit or default beside it, and what is wrong with it below. */
import { RotateCcw } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import styles from './field.module.css';
import { IconButton } from './icon-button';

type ControlProps = { id: string; 'aria-describedby': string | undefined; 'aria-invalid': boolean };

type Props = {
  label: string;
  hint?: ReactNode;
  error?: string;
  /** Given when the value is not the default: puts the default back. */
  onReset?: () => void;
  /** At the right of its name. */
  tools?: ReactNode;
  children: (control: ControlProps) => ReactNode;
};

export function Field({ label, hint, error, onReset, tools, children }: Props) {
  const id = useId();
  const words = error ?? hint;
  const describedBy = words ? `${id}-words` : undefined;
  return (
    <div className={styles.field}>
      <div className={styles.head}>
        <label htmlFor={id}>{label}</label>
        {onReset && (
          <IconButton
            size="small"
            className={styles.reset}
            label={`Reset ${label.toLowerCase()}`}
            icon={<RotateCcw />}
            onClick={onReset}
          />
        )}
        {tools}
      </div>
      {children({ id, 'aria-describedby': describedBy, 'aria-invalid': error !== undefined })}
      {words && (
        <p id={describedBy} className={error ? styles.error : styles.hint}>
          {words}
        </p>
      )}
    </div>
  );
}
