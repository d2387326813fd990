/** The colours of the painted layer, read again when the page's theme changes. */
import { useEffect, useState } from 'react';
import { DARK, LIGHT, readTheme, type SceneTheme } from './scene/theme';

const NAMES = {
  canvas: '--canvas',
  surface: '--surface',
  raised: '--raised',
  line: '--line',
  text: '--text',
  muted: '--muted',
  faint: '--faint',
  accent: '--accent',
  success: '--success',
  warning: '--warning',
  error: '--error',
} as const;

function read(): SceneTheme {
  const root = document.documentElement;
  return readTheme(root, root.dataset.theme === 'light' ? LIGHT : DARK, NAMES);
}

export function useSceneTheme(): SceneTheme {
  const [theme, setTheme] = useState(read);
  useEffect(() => {
    const observer = new MutationObserver(() => setTheme(read()));
    const attributeFilter = ['data-theme', 'data-contrast'];
    observer.observe(document.documentElement, { attributes: true, attributeFilter });
    return () => observer.disconnect();
  }, []);
  return theme;
}
