/** Stands for a page whose code is on its way. */
import { Spinner } from '@/ui/spinner';
import styles from './page-skeleton.module.css';

export function PageSkeleton() {
  return (
    <div className={styles.place}>
      <Spinner />
    </div>
  );
}
