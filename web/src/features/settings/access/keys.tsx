/** Keys of programs: made, shown once, listed with when they were used, revoked. */
import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { api } from '@/api/koda-api';
import type { KeyCard, KeyDraft } from '@/api/session-types';
import { formatMoney } from '@/core/money';
import { formatEnd } from '@/lib/expiry';
import { formatAgo } from '@/lib/time';
import { Confirm } from '@/ui/confirm';
import { NotLoaded } from '../not-loaded';
import { useLoaded } from '../use-loaded';
import styles from './access.module.css';
import { attempt } from './attempt';
import { MakeKey } from './make-key';
import { scopeWords } from './scopes';

const load = async (): Promise<KeyCard[]> =>
  (await api.ask<{ keys: KeyCard[] }>('GET', '/keys')).keys;

export function Keys() {
  const loaded = useLoaded(load);
  const [made, setMade] = useState<readonly KeyCard[]>([]);
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  if (!loaded.value) return <NotLoaded loaded={loaded} height={96} />;
  const keys = [...made, ...loaded.value].filter((one) => !gone.has(one.id));
  const make = async (draft: KeyDraft): Promise<string | null> => {
    const answer = await attempt(() =>
      api.ask<{ key: KeyCard; secret: string }>('POST', '/keys', draft),
    );
    if (answer) setMade((before) => [answer.key, ...before]);
    return answer?.secret ?? null;
  };
  const revoke = async (key: KeyCard): Promise<void> => {
    if (await attempt(() => api.ask('DELETE', `/keys/${key.id}`))) {
      setGone((before) => new Set([...before, key.id]));
    }
  };
  return (
    <>
      {keys.length > 0 ? (
        <ul className={styles.list} aria-label="API keys">
          {keys.map((key) => (
            <Line key={key.id} value={key} onRevoke={() => void revoke(key)} />
          ))}
        </ul>
      ) : (
        <p className={styles.quiet}>No program has a key yet.</p>
      )}
      <MakeKey onMake={make} />
    </>
  );
}

function Line({ value, onRevoke }: { value: KeyCard; onRevoke: () => void }) {
  const { name, scopes, daily_limit, expires_at, used_at, spent_today } = value;
  const facts = [
    used_at === null ? 'Never used' : `Used ${lowered(formatAgo(used_at))}`,
    lowered(formatEnd(expires_at)),
    ...(spent_today > 0 ? [`${formatMoney(spent_today)} spent today`] : []),
    ...(daily_limit === null ? [] : [`at most ${formatMoney(daily_limit)} a day`]),
  ];
  return (
    <li className={styles.line}>
      <KeyRound aria-hidden="true" />
      <div className={styles.words}>
        <p className={styles.title}>{name}</p>
        <p className={styles.facts}>{scopeWords(scopes)}</p>
        <p className={styles.facts}>{facts.join(' · ')}</p>
      </div>
      <Confirm
        title="Revoke"
        question={`Programs with “${name}” stop working.`}
        yes="Revoke"
        no="Keep"
        onConfirm={onRevoke}
      />
    </li>
  );
}

const lowered = (words: string): string => words.slice(0, 1).toLowerCase() + words.slice(1);
