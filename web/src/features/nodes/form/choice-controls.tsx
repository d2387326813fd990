/** One of several values: as shapes, as segments side by side, or from a list. */
import type { ReactNode } from 'react';
import type { Json } from '@/core/values';
import { RatioGlyph } from '@/ui/ratio-glyph';
import { Segmented } from '@/ui/segmented';
import { type Option, Select } from '@/ui/select';
import type { ControlProps } from './control';
import styles from './controls.module.css';
import type { Field } from './fields';
import { PlainNumber } from './number-controls';

/** More, or longer words, than fit beside each other go into a list. */
const MOST_SEGMENTS = 4;
const MOST_LETTERS = 24;
const MOST_COUNTED = 6;

/** Any JSON value as the text that a list or segment is known by. */
const keyOf = (value: Json): string => JSON.stringify(value);

function optionsOf(field: Field): Option[] {
  const none = field.isNullable ? [{ value: keyOf(null), label: 'None' }] : [];
  const choices = field.choices ?? [];
  return [
    ...none,
    ...choices.map(({ value, title }) => ({
      value: keyOf(value),
      label: field.unit ? `${title} ${field.unit}` : title,
    })),
  ];
}

export function RatioControl({ field, value, onChange }: ControlProps): ReactNode {
  return (
    <div className={styles.ratios}>
      <Segmented
        label={field.title}
        labels="below"
        value={keyOf(value)}
        onChange={(key) => onChange(JSON.parse(key) as Json)}
        segments={(field.choices ?? []).map((choice) => ({
          value: keyOf(choice.value),
          label: choice.title,
          icon: <RatioGlyph ratio={String(choice.value)} />,
        }))}
      />
    </div>
  );
}

export function ChoiceControl(props: ControlProps): ReactNode {
  const { field, value, onChange, frame } = props;
  const options = optionsOf(field);
  const letters = options.map((option) => option.label).join('').length;
  const take = (key: string): void => onChange(JSON.parse(key) as Json);
  if (options.length <= MOST_SEGMENTS && letters <= MOST_LETTERS) {
    return (
      <Segmented
        label={field.title}
        value={keyOf(value)}
        onChange={take}
        segments={options.map((option) => ({ value: option.value, label: option.label }))}
      />
    );
  }
  return <Select {...frame} value={keyOf(value)} onChange={take} options={options} />;
}

export function CountControl(props: ControlProps): ReactNode {
  const { field, value, onChange } = props;
  const min = field.min ?? 1;
  const max = field.max ?? Number.POSITIVE_INFINITY;
  if (max - min >= MOST_COUNTED) return <PlainNumber {...props} />;
  const counts = Array.from({ length: max - min + 1 }, (_, at) => String(min + at));
  return (
    <Segmented
      label={field.title}
      value={String(value)}
      onChange={(next) => onChange(Number(next))}
      segments={counts.map((one) => ({ value: one, label: one }))}
    />
  );
}
