/** The bar over every page that is not a canvas: home, what the page puts there, settings. */
import { Images, Settings } from 'lucide-react';
import { type ReactNode, useEffect } from 'react';
import { Link, useRoute } from 'wouter';
import { Mark } from '@/ui/mark';
import { Tooltip } from '@/ui/tooltip';
import styles from './shell.module.css';

type Props = {
  title: string;
  /** The page's own controls, in the middle of the bar. */
  tools?: ReactNode;
  /** The page takes the whole width. */
  isWide?: boolean;
  children: ReactNode;
};

export function Shell({ title, tools, isWide = false, children }: Props) {
  const [isAssets] = useRoute('/assets');
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
        <nav className={styles.places} aria-label="Places">
          <Place href="/assets" title="Assets" icon={<Images />} isHere={isAssets} />
          <Place href="/settings" title="Settings" icon={<Settings />} isHere={isSettings} />
        </nav>
      </header>
      <main className={styles.main} data-wide={isWide || undefined}>
        {children}
      </main>
    </div>
  );
}

type PlaceProps = { href: string; title: string; icon: ReactNode; isHere: boolean };

function Place({ href, title, icon, isHere }: PlaceProps) {
  return (
    <Tooltip text={title}>
      <Link
        href={href}
        aria-label={title}
        aria-current={isHere ? 'page' : undefined}
        className={styles.link}
      >
        {icon}
      </Link>
    </Tooltip>
  );
}
