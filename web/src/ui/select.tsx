/** One of many, from a list that opens. */
import { Check, ChevronDown } from 'lucide-react';
import { Select as Primitive } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from '@/lib/class-names';
import floating from './floating.module.css';
import styles from './select.module.css';

export type Option<Value extends string = string> = {
  value: Value;
  label: string;
  /** A second, quieter line. */
  description?: string;
  icon?: ReactNode;
  /** Stands at the right of the line: a price, a badge. */
  trailing?: ReactNode;
  /** Why it cannot be chosen here; shown as its description. */
  unavailable?: string;
};

export type OptionGroup<Value extends string = string> = {
  title: string;
  options: readonly Option<Value>[];
};

type Props<Value extends string> = {
  id?: string;
  label?: string;
  value: Value | null;
  onChange: (value: Value) => void;
  options: readonly (Option<Value> | OptionGroup<Value>)[];
  placeholder?: string;
  size?: 'small' | 'medium';
  /** Without a frame until pointed at. */
  quiet?: boolean;
  disabled?: boolean;
  className?: string;
  'aria-describedby'?: string;
  'aria-invalid'?: boolean;
};

export function Select<Value extends string>({
  label,
  value,
  onChange,
  options,
  placeholder = 'Choose…',
  size = 'medium',
  quiet = false,
  disabled,
  className,
  ...rest
}: Props<Value>) {
  const look = classNames(styles.trigger, styles[size], quiet && styles.quiet, className);
  const chosen = flatten(options).find((option) => option.value === value);
  return (
    <Primitive.Root
      value={value ?? ''}
      onValueChange={(next) => onChange(next as Value)}
      disabled={disabled}
    >
      <Primitive.Trigger {...rest} aria-label={label} className={look}>
        {chosen?.icon}
        <span className={styles.value}>
          <Primitive.Value placeholder={placeholder}>{chosen?.label ?? value}</Primitive.Value>
        </span>
        <Primitive.Icon asChild>
          <ChevronDown className={styles.arrow} />
        </Primitive.Icon>
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className={classNames(floating.layer, styles.list)}
        >
          <Primitive.Viewport>
            {options.map((entry) =>
              'options' in entry ? (
                <Primitive.Group key={entry.title}>
                  <Primitive.Label className={floating.label}>{entry.title}</Primitive.Label>
                  {entry.options.map(renderOption)}
                </Primitive.Group>
              ) : (
                renderOption(entry)
              ),
            )}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

function flatten<Value extends string>(
  options: readonly (Option<Value> | OptionGroup<Value>)[],
): Option<Value>[] {
  return options.flatMap((entry) => ('options' in entry ? entry.options : [entry]));
}

function renderOption(option: Option) {
  const below = option.unavailable ?? option.description;
  return (
    <Primitive.Item
      key={option.value}
      value={option.value}
      disabled={option.unavailable !== undefined}
      className={floating.item}
    >
      {option.icon}
      <span className={floating.words}>
        <Primitive.ItemText>{option.label}</Primitive.ItemText>
        {below && <span className={floating.below}>{below}</span>}
      </span>
      {option.trailing && <span className={floating.trailing}>{option.trailing}</span>}
      <span className={styles.mark}>
        <Primitive.ItemIndicator>
          <Check />
        </Primitive.ItemIndicator>
      </span>
    </Primitive.Item>
  );
}
