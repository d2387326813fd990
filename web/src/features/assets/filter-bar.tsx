/** Narrows the library: words, kind, favourites, model, canvas, origin, time. */
import { Search, Star, X } from 'lucide-react';
import { type ReactNode, type Ref, useEffect, useState } from 'react';
import type { Facets } from '@/api/library-types';
import { IconButton } from '@/ui/icon-button';
import { Input } from '@/ui/input';
import { Kbd } from '@/ui/kbd';
import { Select } from '@/ui/select';
import type { Choice, When } from './filter';
import styles from './filter-bar.module.css';

type SearchProps = {
  field: Ref<HTMLInputElement>;
  value: string;
  /** The key that leads here is another's beside a canvas. */
  hasKey: boolean;
  onSearch: (words: string) => void;
  /** The keys lead from the field to the pictures. */
  onDown: () => void;
};

const PAUSE_MS = 180;

/** Asks once the typing pauses. */
export function SearchField({ field, value, hasKey, onSearch, onDown }: SearchProps): ReactNode {
  const [text, setText] = useState(value);
  const [asked, setAsked] = useState(value);
  if (value !== asked) {
    // Changed from elsewhere: Back, or “clear”.
    setAsked(value);
    setText(value);
  }
  useEffect(() => {
    if (text === value) return;
    const timer = setTimeout(() => {
      setAsked(text);
      onSearch(text);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);
  return (
    <search className={styles.search}>
      <Input
        ref={field}
        type="search"
        aria-label="Search assets"
        aria-keyshortcuts={hasKey ? '/' : undefined}
        placeholder="Search by prompt or name"
        maxLength={200}
        icon={<Search />}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.stopPropagation();
            if (text === '') event.currentTarget.blur();
            setText('');
          }
          if (event.key === 'ArrowDown') {
            event.preventDefault();
            onDown();
          }
        }}
        trailing={
          text === '' ? (
            hasKey && (
              <span className={styles.keys}>
                <Kbd keys="/" />
              </span>
            )
          ) : (
            <IconButton
              size="small"
              label="Clear search"
              icon={<X />}
              onClick={() => setText('')}
            />
          )
        }
      />
    </search>
  );
}

type BarProps = {
  choice: Choice;
  facets: Facets | null;
  /** What stands for itself here and is not to be chosen: the panel of a canvas has little room. */
  isSmall: boolean;
  onChoose: (change: Partial<Choice>) => void;
};

const ANY = 'any';

export function FilterBar({ choice, facets, isSmall, onChoose }: BarProps): ReactNode {
  const counts = new Map(facets?.kinds.map((one) => [one.value, one.count]));
  const kinds = [
    { value: ANY, label: 'All kinds' },
    { value: 'image', label: 'Images', trailing: counts.get('image') },
    { value: 'video', label: 'Videos', trailing: counts.get('video') },
    { value: 'audio', label: 'Sounds', trailing: counts.get('audio') },
  ];
  return (
    <fieldset className={styles.bar} data-small={isSmall || undefined}>
      <legend className={styles.legend}>Filters</legend>
      <One
        label="Kind"
        value={choice.kind}
        options={kinds}
        onChange={(kind) => onChoose({ kind: kind as Choice['kind'] })}
      />
      <IconButton
        label="Favourites only"
        icon={<Star />}
        pressed={choice.favourite === true}
        className={styles.starred}
        onClick={() => onChoose({ favourite: !choice.favourite })}
      />
      {facets && facets.models.length > 0 ? (
        <One
          label="Model"
          value={choice.model}
          options={[{ value: ANY, label: 'All models' }, ...facets.models.map(optionOf)]}
          onChange={(model) => onChoose({ model })}
        />
      ) : null}
      {facets && facets.canvases.length > 0 && !isSmall ? (
        <One
          label="Canvas"
          value={choice.canvas}
          options={[{ value: ANY, label: 'All canvases' }, ...facets.canvases.map(optionOf)]}
          onChange={(canvas) => onChoose({ canvas })}
        />
      ) : null}
      {isSmall ? null : (
        <One
          label="Origin"
          value={choice.origin}
          options={ORIGINS}
          onChange={(origin) => onChoose({ origin: origin as Choice['origin'] })}
        />
      )}
      {isSmall ? null : (
        <One
          label="Time"
          value={choice.when}
          options={TIMES}
          onChange={(when) => onChoose({ when: when as When | undefined })}
        />
      )}
    </fieldset>
  );
}

const ORIGINS = [
  { value: ANY, label: 'Any origin' },
  { value: 'generated', label: 'Made here' },
  { value: 'uploaded', label: 'Uploaded' },
  { value: 'imported', label: 'Imported' },
];

const TIMES = [
  { value: ANY, label: 'Any time' },
  { value: 'today', label: 'Today' },
  { value: 'week', label: 'Last 7 days' },
  { value: 'month', label: 'Last 30 days' },
  { value: 'year', label: 'Last year' },
];

const optionOf = (one: { value: string; title: string; count: number }) => ({
  value: one.value,
  label: one.title,
  trailing: one.count,
});

type OneProps = {
  label: string;
  value: string | undefined;
  options: readonly { value: string; label: string; trailing?: number | undefined }[];
  onChange: (value: string | undefined) => void;
};

/** A list whose first line means “no matter which”. */
function One({ label, value, options, onChange }: OneProps): ReactNode {
  const known = options.some((one) => one.value === value);
  const all = value && !known ? [...options, { value, label: value }] : options;
  return (
    <Select
      label={label}
      size="small"
      value={value ?? ANY}
      options={all.map(({ trailing, ...one }) =>
        trailing === undefined ? one : { ...one, trailing: String(trailing) },
      )}
      className={value ? styles.chosen : undefined}
      onChange={(next) => onChange(next === ANY ? undefined : next)}
    />
  );
}
