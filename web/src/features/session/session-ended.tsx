/** A quiet panel over a canvas that the server does not know this browser for any more. */
import { Link2Off, LogIn } from 'lucide-react';
import type { ReactNode } from 'react';
import { useEffect, useId, useState } from 'react';
import { lastCaller } from '@/sync/caller';
import { useSaveState, useSession } from '@/sync/use-session';
import { Button } from '@/ui/button';
import styles from './session-ended.module.css';
import { SignInForm } from './sign-in-form';
import { UnsentEdits } from './unsent-edits';

export function SessionEnded(): ReactNode {
  return lastCaller()?.caller?.kind === 'share' ? <LinkEnded /> : <SignedOut />;
}

function SignedOut(): ReactNode {
  const waiting = useWaiting();
  const [isFolded, setFolded] = useState(false);
  const edits = waiting === 1 ? '1 edit is' : `${waiting} edits are`;
  const fold = (
    <Button size="small" aria-expanded={!isFolded} onClick={() => setFolded(!isFolded)}>
      {isFolded ? 'Sign in' : 'Later'}
    </Button>
  );
  return (
    <Panel title="You are signed out" icon={<LogIn />} tools={fold}>
      <p role="alert">
        {waiting === 0
          ? 'You can go on: what you do is kept on this device. Sign in again, and it is saved.'
          : `${edits} kept on this device. Sign in again, and everything is saved.`}
      </p>
      {!isFolded && <SignInForm size="medium" isShort />}
    </Panel>
  );
}

function LinkEnded(): ReactNode {
  const session = useSession();
  const waiting = useWaiting();
  useEffect(() => {
    session.lock();
    return () => {
      // Another link was opened meanwhile; what it allows is asked anew.
      if (!session.api.access.isRefused) location.reload();
    };
  }, [session]);
  return (
    <Panel title="This link has ended" icon={<Link2Off />}>
      <p role="alert">
        It was withdrawn, or its time is over. You can still look at what is here; nothing is
        changed any more. Ask who gave you the link for another one.
      </p>
      {waiting > 0 && <UnsentEdits count={waiting} />}
    </Panel>
  );
}

type PanelProps = { title: string; icon: ReactNode; tools?: ReactNode; children: ReactNode };

function Panel({ title, icon, tools, children }: PanelProps): ReactNode {
  const id = useId();
  return (
    <section className={styles.panel} aria-labelledby={id}>
      <header className={styles.head}>
        {icon}
        <h2 id={id}>{title}</h2>
        {tools}
      </header>
      {children}
    </section>
  );
}

/** How many edits the server has not acknowledged. */
function useWaiting(): number {
  const session = useSession();
  useSaveState();
  return session.outbox.state.waiting;
}
