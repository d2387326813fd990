/** What a new link lets its holder do, for how long, and the link once it is made. */
import { Link } from 'lucide-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import type { Share, ShareDraft } from '@/api/session-types';
import { type Expiry, endOf, expiryOptions } from '@/lib/expiry';
import { Button } from '@/ui/button';
import { CopyField } from '@/ui/copy-field';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { NumberField } from '@/ui/number-field';
import { Segmented } from '@/ui/segmented';
import { Select } from '@/ui/select';
import styles from './share-dialog.module.css';
import { ACCESS_LABELS, sentenceOf } from './words';

const ACCESSES = (['view', 'edit', 'run'] as const).map((value) => ({
  value,
  label: ACCESS_LABELS[value],
}));
const EXPIRIES = expiryOptions(['hour', 'day', 'week', 'month', 'never']);
const MICRO = 1_000_000;
const MOST_DOLLARS = 5;

export function MakeLink({ onMake }: { onMake: (draft: ShareDraft) => Promise<string | null> }) {
  const [access, setAccess] = useState<Share['access']>('view');
  const [name, setName] = useState('');
  const [expiry, setExpiry] = useState<Expiry>('week');
  const [dollars, setDollars] = useState<number | null>(MOST_DOLLARS);
  const [address, setAddress] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const hasLimit = access === 'run' && dollars !== null;
    const made = await onMake({
      name: name.trim(),
      access,
      daily_limit: hasLimit ? Math.round(dollars * MICRO) : null,
      expires_at: endOf(expiry),
    });
    setBusy(false);
    if (made) setAddress(made);
  };
  return (
    <form className={styles.make} onSubmit={(event) => void make(event)}>
      <Segmented
        label="What the link allows"
        value={access}
        onChange={setAccess}
        segments={ACCESSES}
      />
      <p className={styles.sentence} aria-live="polite">
        {sentenceOf(access)}
      </p>
      <div className={styles.row}>
        <Field label="For whom">
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={100}
              placeholder="A name, if you like"
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        <Field label="Good for">
          {(control) => (
            <Select {...control} value={expiry} onChange={setExpiry} options={EXPIRIES} />
          )}
        </Field>
      </div>
      {access === 'run' && <Limit dollars={dollars} onChange={setDollars} />}
      <Button
        type="submit"
        icon={<Link />}
        busy={isBusy}
        variant={address ? 'secondary' : 'primary'}
      >
        {address ? 'Make another link' : 'Make a link'}
      </Button>
      {address && (
        <CopyField
          key={address}
          label="The new link"
          value={address}
          hint="Copy it now: Koda does not keep it, and cannot show it again."
        />
      )}
    </form>
  );
}

type LimitProps = { dollars: number | null; onChange: (dollars: number | null) => void };

function Limit({ dollars, onChange }: LimitProps): ReactNode {
  return (
    <Field
      label="At most per day"
      hint={
        dollars === null
          ? 'Without a limit the link can spend whatever your accounts allow.'
          : 'Runs by this link stop there until the next day (UTC).'
      }
    >
      {(control) => (
        <NumberField
          {...control}
          value={dollars}
          onChange={onChange}
          optional
          min={0}
          max={10_000}
          step={0.5}
          unit="$"
          placeholder="No limit"
        />
      )}
    </Field>
  );
}
