/** One of several values behind a small quiet button, for the composer on a card. */
import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Json } from '@/core/values';
import { Menu } from '@/ui/menu';
import type { Field } from './fields';
import styles from './small-choice.module.css';

type Props = {
  field: Field;
  value: Json;
  onChange: (value: Json) => void;
  icon?: (value: Json) => ReactNode;
};

export function SmallChoice({ field, value, onChange, icon }: Props): ReactNode {
  const choices = field.choices ?? [];
  const found = choices.find((choice) => choice.value === value)?.title ?? String(value ?? 'None');
  const title = withUnit(found, field, value);
  return (
    <Menu
      entries={choices.map((choice) => ({
        title: withUnit(choice.title, field, choice.value),
        icon: icon?.(choice.value),
        checked: choice.value === value,
        onSelect: () => onChange(choice.value),
      }))}
    >
      <button type="button" className={styles.choice} aria-label={`${field.title}: ${title}`}>
        {icon?.(value)}
        <span>{title}</span>
        <ChevronDown aria-hidden="true" />
      </button>
    </Menu>
  );
}

const withUnit = (title: string, { unit }: Field, value: Json): string =>
  unit && typeof value === 'number' ? `${title} ${unit}` : title;
