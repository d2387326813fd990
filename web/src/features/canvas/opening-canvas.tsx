/** What is shown until a canvas is there, or why it cannot be opened. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { ApiProblem } from '@/api/problem';
import styles from './canvas-page.module.css';

export function OpeningCanvas({ problem }: { problem: ApiProblem | null }): ReactNode {
  if (!problem) return <main className={styles.page} aria-busy="true" aria-label="Opening" />;
  return (
    <main className={styles.problem}>
      <h1>This canvas cannot be opened</h1>
      <p>{problem.message}</p>
      {problem.remedy ? <p>{problem.remedy}</p> : null}
      <p>
        <button type="button" onClick={() => window.location.reload()}>
          Try again
        </button>
        <Link href="/">All canvases</Link>
      </p>
    </main>
  );
}
