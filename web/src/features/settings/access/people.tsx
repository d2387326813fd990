/** The browsers that are signed in, each with the way to sign it out. */
import { Laptop, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { api } from '@/api/koda-api';
import type { SessionCard } from '@/api/session-types';
import { formatAgo } from '@/lib/time';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { toast } from '@/ui/toasts';
import { NotLoaded } from '../not-loaded';
import { useLoaded } from '../use-loaded';
import styles from './access.module.css';
import { attempt } from './attempt';
import { browserName, browserWords } from './browser-name';

const load = async (): Promise<SessionCard[]> =>
  (await api.ask<{ sessions: SessionCard[] }>('GET', '/sessions')).sessions;

export function People() {
  const loaded = useLoaded(load);
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  if (!loaded.value) return <NotLoaded loaded={loaded} height={96} />;
  const sessions = loaded.value.filter((one) => !gone.has(one.id));
  const others = sessions.filter((one) => !one.current);
  const end = async (session: SessionCard): Promise<void> => {
    if (await attempt(() => api.ask('DELETE', `/sessions/${session.id}`))) {
      setGone((before) => new Set([...before, session.id]));
    }
  };
  const endOthers = async (): Promise<void> => {
    if (await attempt(() => api.ask('DELETE', '/sessions'))) {
      setGone((before) => new Set([...before, ...others.map((one) => one.id)]));
      toast('Signed out everywhere else');
    }
  };
  if (sessions.length === 0) {
    return (
      <p className={styles.quiet}>Nobody has signed in with a browser: this Koda does not ask.</p>
    );
  }
  return (
    <>
      <ul className={styles.list} aria-label="Browsers that are signed in">
        {sessions.map((session) => (
          <Device key={session.id} session={session} onEnd={() => void end(session)} />
        ))}
      </ul>
      {others.length > 0 ? (
        <div>
          <Button onClick={() => void endOthers()}>Sign out everywhere else</Button>
        </div>
      ) : (
        <p className={styles.quiet}>No other browser is signed in.</p>
      )}
    </>
  );
}

type DeviceProps = { session: SessionCard; onEnd: () => void };

function Device({ session, onEnd }: DeviceProps) {
  const { agent, name, address, seen_at, current } = session;
  const words = browserWords(agent);
  return (
    <li className={styles.line}>
      {browserName(agent).isPhone ? (
        <Smartphone aria-hidden="true" />
      ) : (
        <Laptop aria-hidden="true" />
      )}
      <div className={styles.words}>
        <p className={styles.title}>
          {words}
          {current && <Badge tone="accent">This device</Badge>}
        </p>
        <p className={styles.facts}>
          {[name, address && `from ${address}`, `last seen ${lowered(formatAgo(seen_at))}`]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      {!current && (
        <Button size="small" variant="quiet" aria-label={`Sign out ${words}`} onClick={onEnd}>
          Sign out
        </Button>
      )}
    </li>
  );
}

const lowered = (words: string): string => words.slice(0, 1).toLowerCase() + words.slice(1);
