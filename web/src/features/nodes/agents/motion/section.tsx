/** A part of an analysis under its name, with where it comes from. */
import { Ruler } from 'lucide-react';
import type { ReactNode } from 'react';
import styles from './section.module.css';

type Props = {
  title: string;
  /** Computed from the film on this machine, and not said by a model. */
  isMeasured?: boolean;
  note?: string;
  children: ReactNode;
};

export function Section({ title, isMeasured = false, note, children }: Props): ReactNode {
  return (
    <section className={styles.section}>
      <div className={styles.head}>
        <h3>{title}</h3>
        {note ? <span className={styles.note}>{note}</span> : null}
        {isMeasured ? (
          <span className={styles.measured}>
            <Ruler aria-hidden="true" />
            measured here
          </span>
        ) : null}
      </div>
      {children}
    </section>
  );
}
