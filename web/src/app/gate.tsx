/** Lets the pages be seen by whom the server knows; the others are asked who they are. */
import { type ReactNode, useCallback, useSyncExternalStore } from 'react';
import { api } from '@/api/koda-api';
import { SignInPage } from '@/app/sign-in-page';
import styles from './gate.module.css';

export function Gate({ children }: { children: ReactNode }) {
  const watch = useCallback((listener: () => void) => api.access.watch(listener), []);
  const isRefused = useSyncExternalStore(watch, () => api.access.isRefused);
  const granted = useSyncExternalStore(watch, () => api.access.granted);
  return (
    <>
      {isRefused && <SignInPage />}
      {/* What was refused asks again after signing in. Until then a page keeps its unsent edits. */}
      <div key={granted} className={isRefused ? styles.closed : styles.open}>
        {children}
      </div>
    </>
  );
}
