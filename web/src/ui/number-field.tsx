/** A number with its unit: typed, or stepped with the arrow keys (ten steps with Shift). */
import { type KeyboardEvent, useState } from 'react';
import { Input } from './input';
import styles from './number-field.module.css';
import { clampToStep, parseNumber } from './numbers';

type Props = {
  id?: string;
  label?: string;
  value: number | null;
  /** Null only if `optional`: the field was emptied. */
  onChange: (value: number | null) => void;
  min?: number;
  max?: number;
  step?: number;
  unit?: string;
  optional?: boolean;
  placeholder?: string;
  disabled?: boolean;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
};

export function NumberField({
  label,
  value,
  onChange,
  min = Number.NEGATIVE_INFINITY,
  max = Number.POSITIVE_INFINITY,
  step = 1,
  unit,
  optional = false,
  ...rest
}: Props) {
  // What is being typed; null while the value itself is shown.
  const [draft, setDraft] = useState<string | null>(null);
  const range = { min, max, step };

  function commit(): void {
    if (draft === null) return;
    setDraft(null);
    const typed = parseNumber(draft);
    if (draft.trim() === '' && optional) onChange(null);
    else if (typed !== null) onChange(clampToStep(typed, range));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const direction = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    if (direction !== 0) {
      event.preventDefault();
      const from = (draft === null ? value : parseNumber(draft)) ?? (min > 0 ? min : 0);
      setDraft(null);
      onChange(clampToStep(from + direction * step * (event.shiftKey ? 10 : 1), range));
    } else if (event.key === 'Enter') {
      commit();
    } else if (event.key === 'Escape' && draft !== null) {
      event.stopPropagation();
      setDraft(null);
    }
  }

  return (
    <Input
      {...rest}
      className={styles.number}
      role="spinbutton"
      inputMode={step % 1 === 0 && min >= 0 ? 'numeric' : 'decimal'}
      autoComplete="off"
      aria-label={label}
      aria-valuenow={value ?? undefined}
      aria-valuemin={Number.isFinite(min) ? min : undefined}
      aria-valuemax={Number.isFinite(max) ? max : undefined}
      aria-valuetext={value === null || !unit ? undefined : `${value} ${unit}`}
      value={draft ?? (value === null ? '' : String(value))}
      trailing={unit}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
    />
  );
}
