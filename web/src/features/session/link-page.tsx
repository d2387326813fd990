/** Friendly pages for who came by a shared link: it has ended, or it opens one canvas only. */
import { Link2Off, PanelsTopLeft } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import styles from './link-page.module.css';
import { SignInPage } from './sign-in-page';
import { useAccess } from './use-access';

export function LinkEndedPage(): ReactNode {
  const isKnown = useAccess((access) => access.caller?.signed_in === true && !access.isRefused);
  const [wants, setWants] = useState(false);
  const [, go] = useLocation();
  if (wants && !isKnown) return <SignInPage />;
  const leave = (): void => {
    // The address says that the link has ended; home does not.
    if (isKnown) go('/');
    else setWants(true);
  };
  return (
    <main className={styles.page}>
      <EmptyState
        heading="h1"
        icon={<Link2Off />}
        title="This link has ended"
        action={
          <Button variant={isKnown ? 'primary' : 'quiet'} onClick={leave}>
            {isKnown ? 'Go home' : 'Sign in to this Koda'}
          </Button>
        }
      >
        It was withdrawn, or its time is over. Ask who gave it to you for another one.
      </EmptyState>
    </main>
  );
}

export function OneCanvasPage({ canvas }: { canvas: string }): ReactNode {
  return (
    <main className={styles.page}>
      <EmptyState
        heading="h1"
        icon={<PanelsTopLeft />}
        title="Your link opens one canvas"
        action={
          <Button variant="primary" onClick={() => location.assign(`/canvas/${canvas}`)}>
            Go to the canvas
          </Button>
        }
      >
        Everything else in this Koda is for its owner.
      </EmptyState>
    </main>
  );
}
