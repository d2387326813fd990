/** Asks who is there, where nothing can be shown before. */
import { useEffect } from 'react';
import { Mark } from '@/ui/mark';
import { SignInForm } from './sign-in-form';
import styles from './sign-in-page.module.css';

export function SignInPage() {
  useEffect(() => {
    const before = document.title;
    document.title = 'Sign in – Koda';
    return () => {
      document.title = before;
    };
  }, []);
  return (
    <main className={styles.page}>
      <div className={styles.form}>
        <Mark size={32} />
        <h1>Sign in to Koda</h1>
        <SignInForm size="large" />
      </div>
    </main>
  );
}
