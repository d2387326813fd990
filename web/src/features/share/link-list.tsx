/** The links that a canvas has, each with what it allows, how long, and the way to withdraw it. */
import { Eye, Pencil, Play } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Share } from '@/api/session-types';
import { formatMoney } from '@/core/money';
import { formatEnd } from '@/lib/expiry';
import { formatAgo } from '@/lib/time';
import { Badge } from '@/ui/badge';
import { Button } from '@/ui/button';
import { Confirm } from '@/ui/confirm';
import { Skeleton } from '@/ui/skeleton';
import styles from './share-dialog.module.css';
import type { Shares } from './use-shares';
import { ACCESS_LABELS } from './words';

const ICONS = { view: <Eye />, edit: <Pencil />, run: <Play /> };

export function LinkList({ shares }: { shares: Shares }): ReactNode {
  const { list, problem, reload, withdraw } = shares;
  if (list === null) {
    return problem ? (
      <Button size="small" onClick={reload}>
        Try again
      </Button>
    ) : (
      <Skeleton height={48} radius="var(--radius-control)" />
    );
  }
  if (list.length === 0) {
    return <p className={styles.nothing}>No link opens this canvas yet. Only you see it.</p>;
  }
  return (
    <ul className={styles.links} aria-label="Links to this canvas">
      {list.map((share) => (
        <Line key={share.id} share={share} onWithdraw={() => void withdraw(share.id)} />
      ))}
    </ul>
  );
}

function Line({ share, onWithdraw }: { share: Share; onWithdraw: () => void }): ReactNode {
  const { name, access, daily_limit, expires_at, made_at, used_at, spent_today } = share;
  const facts = [
    formatEnd(expires_at),
    used_at === null ? 'not opened yet' : `opened ${lowered(formatAgo(used_at))}`,
    ...(spent_today > 0 ? [`${formatMoney(spent_today)} spent today`] : []),
    ...(daily_limit === null ? [] : [`at most ${formatMoney(daily_limit)} a day`]),
  ];
  return (
    <li className={styles.link}>
      <Badge icon={ICONS[access]}>{ACCESS_LABELS[access]}</Badge>
      <div className={styles.words}>
        <p>{name || `Made ${lowered(formatAgo(made_at))}`}</p>
        <p className={styles.facts}>{facts.join(' · ')}</p>
      </div>
      <Confirm
        title="Withdraw"
        question="It stops at once."
        yes="Withdraw"
        no="Keep"
        onConfirm={onWithdraw}
      />
    </li>
  );
}

const lowered = (words: string): string => words.slice(0, 1).toLowerCase() + words.slice(1);
