/** The ways in: a field for the password or token, and the identity provider if there is one. */
import { KeyRound } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { api } from '@/api/koda-api';
import { ApiProblem } from '@/api/problem';
import type { WayIn } from '@/api/session-types';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { secretIn } from './secret';
import styles from './sign-in-form.module.css';
import { useCountdown } from './use-countdown';
import { useWays } from './use-ways';
import { problemWords, secretHint, secretName, waitOf, waitWords } from './words';

type Props = {
  size: 'medium' | 'large';
  /** Without the sentence on where to find the token. */
  isShort?: boolean;
};

export function SignInForm({ size, isShort = false }: Props) {
  const { ways, oidc } = useWays();
  const typed = ways.includes('token') || ways.includes('password');
  return (
    <div className={styles.ways}>
      {oidc && (
        <Button
          size={size}
          variant={typed ? 'secondary' : 'primary'}
          icon={<KeyRound />}
          onClick={() => location.assign(api.url(`/session/oidc?next=${here()}`))}
        >
          Continue with {oidc.title}
        </Button>
      )}
      {oidc && typed && <p className={styles.or}>or</p>}
      {typed && <SecretForm ways={ways} size={size} isShort={isShort} />}
    </div>
  );
}

/** Where to come back to. */
const here = (): string => encodeURIComponent(location.pathname + location.search);

function SecretForm({ ways, size, isShort }: Required<Props> & { ways: readonly WayIn[] }) {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  const wait = useCountdown(waitOf(problem), problem);
  const signIn = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (wait > 0) return;
    setIsBusy(true);
    try {
      await api.signIn(secretIn(typed));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error);
      setIsBusy(false);
    }
  };
  const error = wait > 0 ? waitWords(wait) : problem ? wordsAfter(problem) : undefined;
  return (
    <form className={styles.form} onSubmit={(event) => void signIn(event)}>
      <Field
        label={secretName(ways)}
        {...(error ? { error } : {})}
        {...(isShort ? {} : { hint: secretHint(ways) })}
      >
        {(control) => (
          <Input
            {...control}
            size={size}
            type="password"
            autoComplete="current-password"
            autoFocus={!isShort}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              if (wait === 0) setProblem(null);
            }}
          />
        )}
      </Field>
      {/* The words below the field change every second; a screen reader hears them once. */}
      <p role="alert" className={styles.heard}>
        {problem ? problemWords(problem) : ''}
      </p>
      <Button
        type="submit"
        variant="primary"
        size={size}
        busy={isBusy}
        disabled={typed.trim() === '' || wait > 0}
      >
        Sign in
      </Button>
    </form>
  );
}

/** The wait is over: there is nothing wrong any more. */
const wordsAfter = (problem: ApiProblem): string | undefined =>
  waitOf(problem) > 0 ? undefined : problemWords(problem);
