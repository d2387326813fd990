/** A new key: its name, what it may do and spend, how long; then the key itself, this once. */
import { Plus } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { KeyDraft, KeyScope } from '@/api/session-types';
import { type Expiry, endOf, expiryOptions } from '@/lib/expiry';
import { Button } from '@/ui/button';
import { CopyField } from '@/ui/copy-field';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { NumberField } from '@/ui/number-field';
import { Select } from '@/ui/select';
import { Switch } from '@/ui/switch';
import styles from './access.module.css';
import { CHOICES } from './scopes';

const EXPIRIES = expiryOptions(['day', 'week', 'month', 'year', 'never']);
const MICRO = 1_000_000;
const MOST_DOLLARS = 5;

type Props = { onMake: (draft: KeyDraft) => Promise<string | null> };

export function MakeKey({ onMake }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const make = async (draft: KeyDraft): Promise<void> => {
    const made = await onMake(draft);
    if (!made) return;
    setSecret(made);
    setOpen(false);
  };
  return (
    <>
      {secret && (
        <CopyField
          key={secret}
          label="The new key"
          value={secret}
          hint="Copy it now: Koda does not keep it, and cannot show it again. Programs send it as “Authorization: Bearer …”."
        />
      )}
      {isOpen ? (
        <KeyForm onMake={make} onCancel={() => setOpen(false)} />
      ) : (
        <div>
          <Button icon={<Plus />} onClick={() => setOpen(true)}>
            New key
          </Button>
        </div>
      )}
    </>
  );
}

type FormProps = { onMake: (draft: KeyDraft) => Promise<void>; onCancel: () => void };

function KeyForm({ onMake, onCancel }: FormProps) {
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ReadonlySet<KeyScope>>(new Set(['read']));
  const [dollars, setDollars] = useState<number | null>(MOST_DOLLARS);
  const [expiry, setExpiry] = useState<Expiry>('year');
  const [isBusy, setBusy] = useState(false);
  const spends = scopes.has('run') || scopes.has('admin');
  const toggle = (scope: KeyScope, isOn: boolean): void => {
    const next = new Set(scopes);
    if (isOn) next.add(scope);
    else next.delete(scope);
    setScopes(next);
  };
  const make = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    await onMake({
      name: name.trim(),
      scopes: [...scopes],
      daily_limit: spends && dollars !== null ? Math.round(dollars * MICRO) : null,
      expires_at: endOf(expiry),
    });
    setBusy(false);
  };
  return (
    <form className={styles.form} aria-label="New key" onSubmit={(event) => void make(event)}>
      <Field label="What it is for">
        {(control) => (
          <Input
            {...control}
            autoFocus
            value={name}
            maxLength={80}
            placeholder="Nightly report"
            onChange={(event) => setName(event.target.value)}
          />
        )}
      </Field>
      <fieldset className={styles.scopes}>
        <legend>Beside reading, it may</legend>
        {CHOICES.map(({ scope, title }) => (
          <Switch key={scope} checked={scopes.has(scope)} onChange={(isOn) => toggle(scope, isOn)}>
            {title}
          </Switch>
        ))}
      </fieldset>
      <div className={styles.row}>
        <Field label="Good for">
          {(control) => (
            <Select {...control} value={expiry} onChange={setExpiry} options={EXPIRIES} />
          )}
        </Field>
        {spends && (
          <Field
            label="At most per day"
            {...(dollars === null
              ? { hint: 'Without a limit it spends what your accounts allow.' }
              : {})}
          >
            {(control) => (
              <NumberField
                {...control}
                value={dollars}
                onChange={setDollars}
                optional
                min={0}
                max={10_000}
                step={0.5}
                unit="$"
                placeholder="No limit"
              />
            )}
          </Field>
        )}
      </div>
      <div className={styles.buttons}>
        <Button type="submit" variant="primary" busy={isBusy} disabled={name.trim() === ''}>
          Make the key
        </Button>
        <Button variant="quiet" onClick={onCancel}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
