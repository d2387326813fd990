/** System, dark or light. */
import { Monitor, Moon, Sun } from 'lucide-react';
import { chooseTheme, type ThemeChoice, useThemeChoice } from '@/lib/theme';
import { Segmented } from './segmented';

export function ThemeSwitch() {
  return (
    <Segmented<ThemeChoice>
      label="Theme"
      value={useThemeChoice()}
      onChange={chooseTheme}
      segments={[
        { value: 'system', label: 'System', icon: <Monitor /> },
        { value: 'dark', label: 'Dark', icon: <Moon /> },
        { value: 'light', label: 'Light', icon: <Sun /> },
      ]}
    />
  );
}
