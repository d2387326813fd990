/** One of a few looks, each as a small drawing with its name below. */
import { type ReactNode, useId } from 'react';
import type { Json } from '@/core/values';
import type { Choice } from '../../form/fields';
import styles from './picture-choice.module.css';

type Props = {
  title: string;
  choices: readonly Choice[];
  value: Json;
  onChange: (value: Json) => void;
  draw: (value: string) => ReactNode;
};

export function PictureChoice({ title, choices, value, onChange, draw }: Props): ReactNode {
  const name = useId();
  return (
    <fieldset className={styles.group}>
      <legend className={styles.legend}>{title}</legend>
      <div className={styles.tiles}>
        {choices.map((choice) => (
          <label key={String(choice.value)} className={styles.tile}>
            <input
              type="radio"
              className={styles.radio}
              name={name}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
            />
            <span className={styles.drawing}>{draw(String(choice.value))}</span>
            <span className={styles.name}>{plainName(choice.title)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** `Studio-white` → `Studio white`. */
const plainName = (title: string): string => title.replaceAll('-', ' ');
