/** What stands for something that is on its way, or that did not come. */

import { Button } from '@/ui/button';
import { Skeleton } from '@/ui/skeleton';
import styles from './not-loaded.module.css';
import type { Loaded } from './use-loaded';

type Props = { loaded: Pick<Loaded<unknown>, 'problem' | 'retry'>; height: number };

export function NotLoaded({ loaded, height }: Props) {
  if (!loaded.problem) return <Skeleton height={height} radius="var(--radius-control)" />;
  return (
    <div role="alert" className={styles.problem}>
      <p>{loaded.problem.message}</p>
      <Button size="small" onClick={loaded.retry}>
        Try again
      </Button>
    </div>
  );
}
