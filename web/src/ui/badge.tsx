/** A word of state, small. */
import type { ReactNode } from 'react';
import { classNames } from '@/lib/class-names';
import styles from './badge.module.css';

export type Tone = 'plain' | 'accent' | 'success' | 'warning' | 'error';

type Props = { tone?: Tone; icon?: ReactNode; children: ReactNode };

export function Badge({ tone = 'plain', icon, children }: Props) {
  return (
    <span className={classNames(styles.badge, styles[tone])}>
      {icon}
      {children}
    </span>
  );
}
