/** What happened, what is kept, what to do. */
import { Unplug } from 'lucide-react';

import { OutdatedPage } from '@/lib/patiently';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import styles from './error-page.module.css';

export function ErrorPage({ error }: { error: unknown }) {
  const outdated = error instanceof OutdatedPage;
  return (
    <main className={styles.page}>
      <EmptyState
        heading="h1"
        icon={<Unplug />}
        title={outdated ? 'This page is older than Koda' : 'This page stopped working'}
        action={
          <div className={styles.actions}>
            <Button onClick={() => location.assign('/')}>Go home</Button>
            <Button variant="primary" onClick={() => location.reload()}>
              Reload
            </Button>
          </div>
        }
      >
        {outdated
          ? 'Koda was updated while the page was open. Your work is kept.'
          : 'Your work is kept: every edit was stored as it was made.'}
      </EmptyState>
      {!outdated && (
        <details className={styles.details}>
          <summary>Details</summary>
          <pre>{error instanceof Error ? (error.stack ?? error.message) : String(error)}</pre>
        </details>
      )}
    </main>
  );
}
