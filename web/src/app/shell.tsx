/** The bar over every page that is not a canvas: home, what the page puts there, settings. */
import { Settings } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { Link, useRoute } from 'wouter';
import { Mark } from '@/ui/mark';
import { Tooltip } from '@/ui/tooltip';
import styles from './shell.module.css';

type Props = {
  title: string;
  /** The page's own controls, in the middle of the bar. */
  tools?: ReactNode;
  children: ReactNode;
};

export function Shell({ title, tools, children }: Props) {
  const [isSettings] = useRoute('/settings');
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Link href="/" className={styles.home} aria-label="Koda, home">
          <Mark />
          <span className={styles.word}>Koda</span>
        </Link>
        <div className={styles.tools}>{tools}</div>
        <Tooltip text="Settings">
          <Link
            href="/settings"
            aria-label="Settings"
            aria-current={isSettings ? 'page' : undefined}
            className={styles.link}
          >
            <Settings />
          </Link>
        </Tooltip>
      </header>
      <main className={styles.main}>{children}</main>
    </div>
  );
}
