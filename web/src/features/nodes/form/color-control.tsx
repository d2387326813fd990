/** A colour: one of the kind's own, or of a palette beside any other. */
import { Check } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { noteColor } from '@/core/note-look';
import type { Json } from '@/core/values';
import { GROUP_COLORS } from '../colors';
import type { ControlProps } from './control';
import styles from './controls.module.css';

export function ColorControl({ field, value, onChange, frame }: ControlProps): ReactNode {
  const choices = field.choices?.map((one) => ({
    value: one.value,
    title: one.title,
    shown: noteColor(one.value),
  }));
  const palette = GROUP_COLORS.map(({ title, color }) => ({ value: color, title, shown: color }));
  return (
    <div className={styles.colors}>
      <Swatches
        label={field.title}
        swatches={choices ?? palette}
        value={value}
        onChange={onChange}
      />
      {choices ? null : (
        <input
          {...frame}
          type="color"
          className={styles.anyColor}
          aria-label="Another color"
          title="Another color"
          value={typeof value === 'string' ? value.slice(0, 7) : '#6b7280'}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </div>
  );
}

type SwatchesProps = {
  label: string;
  swatches: readonly { value: Json; title: string; shown: string }[];
  value: Json;
  onChange: (value: Json) => void;
};

export function Swatches({ label, swatches, value, onChange }: SwatchesProps): ReactNode {
  const name = useId();
  return (
    <fieldset className={styles.swatches} aria-label={label}>
      {swatches.map((one) => (
        <label
          key={one.title}
          className={styles.swatch}
          style={{ background: one.shown }}
          title={one.title}
        >
          <input
            type="radio"
            name={name}
            checked={one.value === value}
            aria-label={one.title}
            onChange={() => onChange(one.value)}
          />
          {one.value === value ? <Check aria-hidden="true" /> : null}
        </label>
      ))}
    </fieldset>
  );
}
