/** A part of the settings: its title and what it means at the left, its controls at the right. */
import { type ReactNode, useId } from 'react';
import styles from './section.module.css';

type Props = { title: string; note?: string; children: ReactNode };

export function Section({ title, note, children }: Props) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        {note && <p className={styles.note}>{note}</p>}
      </div>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
