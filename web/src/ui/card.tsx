/** A plain surface with a hairline. */
import type { ComponentProps } from 'react';
import { classNames } from '@/lib/class-names';
import styles from './card.module.css';

export function Card({ className, ...rest }: ComponentProps<'div'>) {
  return <div {...rest} className={classNames(styles.card, className)} />;
}
