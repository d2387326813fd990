/** On or off, at once. */
import type { ReactNode } from 'react';
import styles from './switch.module.css';

type Props = {
  id?: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  /** Words beside it that are its name; without them give `label`. */
  children?: ReactNode;
  label?: string;
  disabled?: boolean;
};

export function Switch({ children, label, onChange, ...rest }: Props) {
  return (
    <label className={styles.row}>
      {children && <span className={styles.words}>{children}</span>}
      <input
        {...rest}
        type="checkbox"
        role="switch"
        aria-checked={rest.checked}
        aria-label={label}
        onChange={(event) => onChange(event.target.checked)}
        className={styles.switch}
      />
    </label>
  );
}
