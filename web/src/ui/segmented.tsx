/** One of a few, all in sight. */
import { type ReactNode, useId } from 'react';
import { classNames } from '@/lib/class-names';
import styles from './segmented.module.css';

export type Segment<Value extends string> = {
  value: Value;
  label: string;
  icon?: ReactNode;
  /** Why it cannot be chosen now. */
  unavailable?: string;
};

type Props<Value extends string> = {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  segments: readonly Segment<Value>[];
  /** `below`: icon over label, for shapes. `hidden`: the icon alone is shown. */
  labels?: 'beside' | 'below' | 'hidden';
  disabled?: boolean;
};

export function Segmented<Value extends string>({
  label,
  value,
  onChange,
  segments,
  labels = 'beside',
  disabled,
}: Props<Value>) {
  const name = useId();
  return (
    <fieldset className={classNames(styles.group, styles[labels])} disabled={disabled}>
      <legend className={styles.legend}>{label}</legend>
      {segments.map((segment) => (
        <label key={segment.value} className={styles.segment} title={segment.unavailable}>
          <input
            type="radio"
            name={name}
            value={segment.value}
            checked={segment.value === value}
            disabled={segment.unavailable !== undefined}
            aria-label={segment.label}
            onChange={() => onChange(segment.value)}
            className={styles.radio}
          />
          {segment.icon}
          {labels !== 'hidden' && <span>{segment.label}</span>}
        </label>
      ))}
    </fieldset>
  );
}
