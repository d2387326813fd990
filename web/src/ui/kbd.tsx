/** A key combination as this system writes it. */
import { nameKeys } from '@/lib/keys';
import styles from './kbd.module.css';

export function Kbd({ keys }: { keys: string }) {
  const names = nameKeys(keys);
  return (
    <span className={styles.combination}>
      {names.map((name) => (
        <kbd key={name} className={styles.key}>
          {name}
        </kbd>
      ))}
    </span>
  );
}
