/** Theme and contrast. */
import { chooseContrast, useContrastChoice, useSystemContrast } from '@/lib/theme';
import { Switch } from '@/ui/switch';
import { ThemeSwitch } from '@/ui/theme-switch';
import styles from './appearance.module.css';

export function Appearance() {
  const isChosen = useContrastChoice();
  const isSystem = useSystemContrast();
  return (
    <>
      <ThemeSwitch />
      <div>
        <Switch checked={isChosen || isSystem} disabled={isSystem} onChange={chooseContrast}>
          High contrast
        </Switch>
        {isSystem && <p className={styles.note}>Your system asks for it.</p>}
      </div>
    </>
  );
}
