/** A button with words. */
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from '@/lib/class-names';
import styles from './button.module.css';
import { Spinner } from './spinner';

export type ButtonProps = ComponentProps<'button'> & {
  /** `primary`: the one thing to do here. `quiet`: no ground until pointed at. */
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  size?: 'small' | 'medium' | 'large';
  icon?: ReactNode;
  /** Working: cannot be pressed again; the width stays. */
  busy?: boolean;
};

export function Button({
  variant = 'secondary',
  size = 'medium',
  icon,
  busy = false,
  className,
  children,
  disabled,
  type = 'button',
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={classNames(styles.button, styles[variant], styles[size], className)}
    >
      {busy ? <Spinner label="Working" /> : icon}
      {children !== undefined && <span className={styles.label}>{children}</span>}
    </button>
  );
}
