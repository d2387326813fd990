/** One line of text. */
import type { ComponentProps, ReactNode } from 'react';
import { classNames } from '@/lib/class-names';
import styles from './input.module.css';

type Props = Omit<ComponentProps<'input'>, 'size'> & {
  icon?: ReactNode;
  /** Stands at the right: a unit, keys, a small button. */
  trailing?: ReactNode;
  size?: 'medium' | 'large';
};

export function Input({ icon, trailing, size = 'medium', className, ...rest }: Props) {
  return (
    <span className={classNames(styles.frame, styles[size], className)}>
      {icon && <span className={styles.icon}>{icon}</span>}
      <input {...rest} className={styles.input} />
      {trailing && <span className={styles.trailing}>{trailing}</span>}
    </span>
  );
}
