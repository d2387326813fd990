/** The bar over every page that is not a canvas: home, theme, settings. */
import { Settings } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { Link, useRoute } from 'wouter';
import { Mark } from '@/ui/mark';
import { ThemeSwitch } from '@/ui/theme-switch';
import { Tooltip } from '@/ui/tooltip';
import styles from './shell.module.css';

type Props = { title: string; children: ReactNode };

export function Shell({ title, children }: Props) {
  const [isSettings] = useRoute('/settings');
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <div className={styles.page}>
      <header className={styles.bar}>
        <Link href="/" className={styles.home} aria-label="Koda, home">
          <Mark />
          <span>Koda</span>
        </Link>
        <nav className={styles.right} aria-label="App">
          <ThemeSwitch labels="hidden" />
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
        </nav>
      </header>
      <main className={styles.main}>{children}</main>
    </div>
  );
}
