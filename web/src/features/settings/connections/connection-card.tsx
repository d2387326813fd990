/** One service: its state, its key, a test, and the steps that add it. */
import { CircleAlert, CircleCheck, CircleDashed, ExternalLink, KeyRound } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import type { Connection, Tested } from '@/api/connection-types';
import { api } from '@/api/koda-api';
import { formatAgo } from '@/lib/time';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { attempt } from '../access/attempt';
import { withVariables } from '../variables';
import { stateWords } from './connection-words';
import styles from './connections.module.css';
import { TestResult } from './test-result';

type Props = { connection: Connection; onChange: (next: Connection) => void };

export function ConnectionCard({ connection, onChange }: Props) {
  const { id, title, takes_key: takesKey, is_stored: isStored } = connection;
  const [isBusy, setBusy] = useState(false);
  const [isEntering, setEntering] = useState(false);
  const [tested, setTested] = useState<Tested | null>(null);

  const during = async (act: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setTested(null);
    await act();
    setBusy(false);
  };
  const test = async (): Promise<void> => {
    setTested(await attempt(() => api.ask<Tested>('POST', `/connections/${id}/test`)));
  };
  const store = async (key: string): Promise<boolean> => {
    const next = await attempt(() => api.ask<Connection>('PUT', `/connections/${id}/key`, { key }));
    if (!next) return false;
    onChange(next);
    setEntering(false);
    if (next.can_test) await test();
    return true;
  };
  const remove = async (): Promise<void> => {
    const next = await attempt(() => api.ask<Connection>('DELETE', `/connections/${id}/key`));
    if (next) onChange(next);
  };
  const isAsked = takesKey && (isEntering || connection.state === 'broken');
  return (
    <article className={styles.card} aria-label={title}>
      <div className={styles.head}>
        <h4>{title}</h4>
        <State connection={connection} />
      </div>
      <p className={styles.purpose}>{connection.purpose}</p>
      <p className={styles.facts}>{withVariables(factsOf(connection))}</p>
      {isAsked && (
        <KeyForm
          title={title}
          isBusy={isBusy}
          onKey={(key) =>
            during(async () => {
              await store(key);
            })
          }
          {...(isEntering ? { onCancel: () => setEntering(false) } : {})}
        />
      )}
      <div className={styles.buttons}>
        {connection.can_test && (
          <Button size="small" busy={isBusy} onClick={() => void during(test)}>
            Test
          </Button>
        )}
        {takesKey && !isAsked && (
          <Button size="small" icon={<KeyRound />} onClick={() => setEntering(true)}>
            {isStored ? 'Another key' : 'Enter a key'}
          </Button>
        )}
        {isStored && (
          <Button
            size="small"
            variant="quiet"
            disabled={isBusy}
            onClick={() => void during(remove)}
          >
            Remove stored key
          </Button>
        )}
      </div>
      <TestResult tested={tested} />
      {connection.steps.length > 0 && <Steps connection={connection} />}
    </article>
  );
}

const ICONS = { connected: CircleCheck, missing: CircleDashed, broken: CircleAlert };

function State({ connection }: { connection: Connection }) {
  const Icon = ICONS[connection.state];
  return (
    <span className={styles.state} data-state={connection.state}>
      <Icon />
      {stateWords(connection)}
    </span>
  );
}

function factsOf({ message, hint, stored_at: storedAt }: Connection): string {
  const when = storedAt === null ? '' : ` Stored ${formatAgo(storedAt).toLowerCase()}.`;
  return `${message}${hint ? ` It ends in ${hint}.` : ''}${when}`;
}

type FormProps = {
  title: string;
  isBusy: boolean;
  onKey: (key: string) => Promise<void>;
  onCancel?: () => void;
};

function KeyForm({ title, isBusy, onKey, onCancel }: FormProps) {
  const [key, setKey] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (key.trim()) void onKey(key.trim()).then(() => setKey(''));
  };
  return (
    <form className={styles.form} onSubmit={submit}>
      <Field
        label={`Key of ${title}`}
        hint="Kept encrypted where Koda runs. No page can read it again."
      >
        {(control) => (
          <Input
            {...control}
            type="password"
            autoComplete="off"
            spellCheck={false}
            autoFocus
            value={key}
            onChange={(event) => setKey(event.target.value)}
          />
        )}
      </Field>
      <div className={styles.buttons}>
        <Button type="submit" size="small" variant="primary" busy={isBusy} disabled={!key.trim()}>
          Save and test
        </Button>
        {onCancel && (
          <Button size="small" variant="quiet" onClick={onCancel}>
            Cancel
          </Button>
        )}
      </div>
    </form>
  );
}

function Steps({ connection }: { connection: Connection }) {
  const { state, steps, missing, link, link_title: linkTitle } = connection;
  return (
    <details className={styles.steps}>
      <summary>{state === 'connected' ? 'How it is set up' : 'How to add it'}</summary>
      <ol>
        {steps.map((step) => (
          <li key={step}>{withVariables(step)}</li>
        ))}
      </ol>
      {missing.length > 0 && <p>Missing: {withVariables(missing.join(', '))}</p>}
      {link && (
        <a href={link} target="_blank" rel="noreferrer">
          {linkTitle}
          <ExternalLink />
        </a>
      )}
    </details>
  );
}
