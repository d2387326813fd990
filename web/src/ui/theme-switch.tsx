/** System, dark or light. */
import { Monitor, Moon, Sun } from 'lucide-react';
import { chooseTheme, type ThemeChoice, useThemeChoice } from '@/lib/theme';
import { Segmented } from './segmented';

type Props = { labels?: 'beside' | 'hidden' };

export function ThemeSwitch({ labels = 'beside' }: Props) {
  return (
    <Segmented<ThemeChoice>
      label="Theme"
      labels={labels}
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
