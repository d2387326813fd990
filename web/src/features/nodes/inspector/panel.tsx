/** The frame of the inspector: a column at the right, or a sheet from below where there is no room for one. */
import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { IconButton } from '@/ui/icon-button';
import { KeyKeeper } from '../key-keeper';
import styles from './panel.module.css';

type Props = {
  title: ReactNode;
  /** Stands under the content and stays in sight. */
  footer?: ReactNode;
  children: ReactNode;
  onClose: () => void;
};

export function Panel({ title, footer, children, onClose }: Props): ReactNode {
  // Only the sheet can be folded: it would cover what it is about.
  const [isUnfolded, setUnfolded] = useState(false);
  return (
    <KeyKeeper className={styles.panel} data-unfolded={isUnfolded || undefined}>
      <header className={styles.head}>
        {title}
        <IconButton
          size="small"
          className={styles.fold}
          label={isUnfolded ? 'Fold the inspector' : 'Unfold the inspector'}
          icon={isUnfolded ? <ChevronDown /> : <ChevronUp />}
          onClick={() => setUnfolded(!isUnfolded)}
        />
        <IconButton
          size="small"
          label="Close the inspector"
          keys="i"
          icon={<X />}
          onClick={onClose}
        />
      </header>
      <div className={styles.content}>{children}</div>
      {footer ? <footer className={styles.footer}>{footer}</footer> : null}
    </KeyKeeper>
  );
}

type SectionProps = { title: string; children: ReactNode };

export function Section({ title, children }: SectionProps): ReactNode {
  return (
    <section className={styles.section} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}
