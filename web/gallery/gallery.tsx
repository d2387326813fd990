import { Mark } from '@/ui/mark';
import { ThemeSwitch } from '@/ui/theme-switch';
import { Colours } from './colours';
import { Controls } from './controls';
import { Floating } from './floating';
import styles from './gallery.module.css';
import { Media } from './media';
import { States } from './states';

export function Gallery() {
  return (
    <main className={styles.page}>
      <header className={styles.head}>
        <h1>
          <Mark size={24} /> Koda parts
        </h1>
        <ThemeSwitch />
      </header>
      <Colours />
      <Controls />
      <Floating />
      <States />
      <Media />
    </main>
  );
}
