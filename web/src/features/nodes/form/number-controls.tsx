/** Numbers: on a rail, as a seed, or typed. */
import { Dices } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '@/ui/icon-button';
import { NumberField } from '@/ui/number-field';
import { Slider } from '@/ui/slider';
import type { ControlProps } from './control';
import styles from './controls.module.css';
import type { Field } from './fields';

const MOST_SEED = 2 ** 31 - 1;

const rangeOf = ({ min, max }: Field): { min?: number; max?: number } => ({
  ...(min === null ? {} : { min }),
  ...(max === null ? {} : { max }),
});

const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

export function PlainNumber({ field, value, onChange, frame }: ControlProps): ReactNode {
  return (
    <NumberField
      {...frame}
      {...rangeOf(field)}
      label={field.title}
      value={numberOf(value)}
      optional={field.isNullable}
      step={field.step}
      unit={field.unit}
      onChange={(next) => onChange(next)}
    />
  );
}

export function SliderControl(props: ControlProps): ReactNode {
  const { field, value, onChange, frame } = props;
  if (field.min === null || field.max === null) return <PlainNumber {...props} />;
  const number = numberOf(value) ?? field.min;
  return (
    <div className={styles.slider} data-wide={field.unit.length > 2 || undefined}>
      <Slider
        label={field.title}
        value={number}
        min={field.min}
        max={field.max}
        step={field.step}
        unit={field.unit}
        onChange={onChange}
      />
      <div className={styles.number}>
        <PlainNumber {...props} frame={frame} value={number} />
      </div>
    </div>
  );
}

/** Empty: another seed with every run. */
export function SeedControl({ field, value, onChange, frame }: ControlProps): ReactNode {
  const { min = 0, max = MOST_SEED } = rangeOf(field);
  const draw = (): void => onChange(min + Math.floor(Math.random() * (max - min + 1)));
  return (
    <div className={styles.seed}>
      <NumberField
        {...frame}
        min={min}
        max={max}
        value={numberOf(value)}
        optional={field.isNullable}
        placeholder="Another one each time"
        onChange={(next) => onChange(next ?? undefined)}
      />
      <IconButton label="Draw a seed" icon={<Dices />} onClick={draw} />
    </div>
  );
}
