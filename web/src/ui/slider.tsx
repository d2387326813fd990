/** A number on a rail. */
import { classNames } from '@/lib/class-names';
import styles from './slider.module.css';

type Props = {
  id?: string;
  label?: string;
  value: number;
  onChange: (value: number) => void;
  min: number;
  max: number;
  step?: number;
  unit?: string;
  disabled?: boolean;
  className?: string;
};

export function Slider({ label, value, onChange, unit, className, ...rest }: Props) {
  const part = (value - rest.min) / (rest.max - rest.min || 1);
  return (
    <input
      {...rest}
      type="range"
      value={value}
      aria-label={label}
      aria-valuetext={unit ? `${value} ${unit}` : undefined}
      onChange={(event) => onChange(event.target.valueAsNumber)}
      className={classNames(styles.slider, className)}
      style={{ '--part': part }}
    />
  );
}
