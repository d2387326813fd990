/** The colours that a film is made of, as wide as their share; pressed, one is copied. */
import type { ReactNode } from 'react';
import type { PaletteColor } from '@/core/motion-analysis';
import { copyText } from '../../results/result-actions';
import styles from './palette-bar.module.css';
import { Section } from './section';

export function PaletteBar({ palette }: { palette: readonly PaletteColor[] }): ReactNode {
  if (palette.length === 0) return null;
  return (
    <Section title="Palette" isMeasured>
      <ul className={styles.colors}>
        {palette.map(({ color, share }) => {
          const part = `${Math.max(1, Math.round(share * 100))} %`;
          return (
            <li key={color}>
              <button
                type="button"
                className={`${styles.color} nodrag`}
                aria-label={`Copy ${color}, ${part} of the film`}
                onClick={() => void copyText(color, `${color} copied`)}
              >
                <span className={styles.patch} style={{ backgroundColor: color }} />
                <span className={styles.hex}>{color}</span>
                <span className={styles.share}>{part}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
