/** Asks for the password or the token of this Koda. */
import { type FormEvent, useEffect, useState } from 'react';
import { api } from '@/api/koda-api';
import { ApiProblem } from '@/api/problem';
import { secretIn } from '@/app/secret';
import { Button } from '@/ui/button';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import { Mark } from '@/ui/mark';
import styles from './sign-in-page.module.css';

export function SignInPage() {
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [isBusy, setIsBusy] = useState(false);
  useEffect(() => {
    const before = document.title;
    document.title = 'Sign in – Koda';
    return () => {
      document.title = before;
    };
  }, []);

  const signIn = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setIsBusy(true);
    try {
      await api.signIn(secretIn(typed));
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      setProblem(error);
      setIsBusy(false);
    }
  };

  return (
    <main className={styles.page}>
      <form className={styles.form} onSubmit={(event) => void signIn(event)}>
        <Mark size={32} />
        <h1>Sign in to Koda</h1>
        <Field
          label="Password or token"
          error={problem ? wordsOf(problem) : undefined}
          hint="Koda printed an address with a token when it started. Paste the address or the token, or type the password."
        >
          {(control) => (
            <Input
              {...control}
              size="large"
              type="password"
              autoComplete="current-password"
              autoFocus
              value={typed}
              onChange={(event) => {
                setTyped(event.target.value);
                setProblem(null);
              }}
            />
          )}
        </Field>
        <Button
          type="submit"
          variant="primary"
          size="large"
          busy={isBusy}
          disabled={typed.trim() === ''}
        >
          Sign in
        </Button>
      </form>
    </main>
  );
}

function wordsOf(problem: ApiProblem): string {
  const isWrong = problem.status === 401 || problem.status === 422;
  return isWrong ? problem.message : `${problem.message} ${problem.remedy}`.trim();
}
