/** The bar under a selected note, sticker or group. */
import { Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '@/ui/icon-button';
import { KeyKeeper } from '../key-keeper';
import styles from './bar.module.css';

export function Bar({ label, children }: { label: string; children: ReactNode }): ReactNode {
  return (
    <KeyKeeper className={`${styles.place} nodrag nopan`} data-for="edit">
      <div className={styles.bar} role="toolbar" aria-label={label}>
        {children}
      </div>
    </KeyKeeper>
  );
}

export function Divider(): ReactNode {
  return <span className={styles.divider} aria-hidden="true" />;
}

type StepperProps = {
  label: string;
  value: number;
  unit: string;
  step: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
};

/** A number that goes in steps, with what it is now between the buttons. */
export function Stepper(props: StepperProps): ReactNode {
  const { label, value, unit, step, min, max, onChange } = props;
  const to = (next: number): void => onChange(Math.min(max, Math.max(min, next)));
  return (
    <fieldset className={styles.stepper} aria-label={label}>
      <IconButton
        size="small"
        side="bottom"
        label={`${label}: less`}
        icon={<Minus />}
        disabled={value <= min}
        onClick={() => to(value - step)}
      />
      <output title={label}>
        {value}
        {unit}
      </output>
      <IconButton
        size="small"
        side="bottom"
        label={`${label}: more`}
        icon={<Plus />}
        disabled={value >= max}
        onClick={() => to(value + step)}
      />
    </fieldset>
  );
}

type SizesProps = {
  sizes: readonly { readonly name: string; readonly width: number; readonly height: number }[];
  width: number;
  onChange: (size: { width: number; height: number }) => void;
};

/** The sizes a card may have at a press; any other by its corner. */
export function Sizes({ sizes, width, onChange }: SizesProps): ReactNode {
  return (
    <fieldset className={styles.stepper} aria-label="Size">
      {sizes.map((size) => (
        <button
          key={size.name}
          type="button"
          className={styles.size}
          aria-pressed={width === size.width}
          onClick={() => onChange({ width: size.width, height: size.height })}
        >
          {size.name}
        </button>
      ))}
    </fieldset>
  );
}
