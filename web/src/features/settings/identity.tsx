/** The name and the colour that others see at this person's pointer. */
import { Check } from 'lucide-react';
import { useState } from 'react';
import { COLORS, type Me, readMe, writeMe } from '@/sync/me';
import { Field } from '@/ui/field';
import { Input } from '@/ui/input';
import styles from './identity.module.css';

const MOST = 40;

const COLOR_NAMES: Record<string, string> = {
  '#6ba1ff': 'Blue',
  '#57c99a': 'Green',
  '#e6b65c': 'Amber',
  '#ef8ba7': 'Pink',
  '#a78bf5': 'Violet',
  '#5cc8c0': 'Teal',
  '#f09a6b': 'Orange',
};

export function Identity() {
  const [me, setMe] = useState<Me>(readMe);
  const change = (part: Partial<Me>): void => {
    const next = { ...me, ...part };
    setMe(next);
    // Without a name nobody could be told from another: the one before stays until there is one.
    if (next.name.trim() !== '') writeMe({ ...next, name: next.name.trim() });
  };
  return (
    <>
      <Field
        label="Name"
        error={me.name.trim() === '' ? 'Others need a name to tell you by.' : undefined}
      >
        {(control) => (
          <Input
            {...control}
            value={me.name}
            maxLength={MOST}
            autoComplete="nickname"
            onChange={(event) => change({ name: event.target.value })}
          />
        )}
      </Field>
      <fieldset className={styles.colors}>
        <legend>Colour</legend>
        {COLORS.map((color) => (
          <label key={color} className={styles.color} style={{ '--color': color }}>
            <input
              type="radio"
              name="color"
              aria-label={COLOR_NAMES[color] ?? color}
              checked={me.color === color}
              onChange={() => change({ color })}
            />
            <Check />
          </label>
        ))}
      </fieldset>
    </>
  );
}
