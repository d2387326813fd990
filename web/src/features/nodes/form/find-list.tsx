/** Rows in sections that are searched by typing: arrows choose, Enter picks. */
import { Check, Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react';
import { classNames } from '@/lib/class-names';
import { Input } from '@/ui/input';
import styles from './find-list.module.css';

export type Row = {
  readonly value: string;
  readonly title: string;
  /** Stands beside the title. */
  readonly marks?: ReactNode;
  readonly below?: string;
  readonly trailing?: ReactNode;
  readonly isDisabled?: boolean;
};

export type Section = {
  readonly title: string;
  /** A smaller heading: rows below it go on with its words. */
  readonly subtitle?: string;
  readonly rows: readonly Row[];
};

type Props = {
  /** What is looked for: `Find a model`. */
  label: string;
  listLabel: string;
  /** What it says when nothing is found. */
  none: string;
  sections: readonly Section[];
  value: string;
  query: string;
  onQuery: (query: string) => void;
  onPick: (value: string) => void;
  /** Stands between the field and the rows. */
  children?: ReactNode;
};

export function FindList(props: Props): ReactNode {
  const { label, listLabel, none, sections, value, query, onQuery, onPick, children } = props;
  // A value may stand in two sections; places are unique.
  const [at, setAt] = useState<string | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const base = useId();
  const placed = sections.map((section, number) => ({
    ...section,
    rows: section.rows.map((row) => ({ row, place: `${number}-${row.value}` })),
  }));
  const free = placed.flatMap((section) => section.rows).filter(({ row }) => !row.isDisabled);
  const active =
    free.find((one) => one.place === at) ?? free.find((one) => one.row.value === value) ?? free[0];
  const move = (by: number): void => {
    const from = active ? free.indexOf(active) : 0;
    const next = free[(from + by + free.length) % free.length];
    if (!next) return;
    setAt(next.place);
    list.current
      ?.querySelector(`[data-place="${CSS.escape(next.place)}"]`)
      ?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined && free.length > 0) move(by);
    else if (event.key === 'Enter' && active) onPick(active.row.value);
    else return;
    event.preventDefault();
  };
  return (
    <div className={styles.picker}>
      <Input
        // The list comes after its panel has opened and taken the focus.
        autoFocus
        role="combobox"
        aria-expanded="true"
        aria-controls={base}
        aria-activedescendant={active ? `${base}${active.place}` : undefined}
        aria-label={label}
        placeholder={label}
        icon={<Search />}
        value={query}
        onChange={(event) => {
          setAt(null);
          onQuery(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
      {children}
      <div ref={list} id={base} role="listbox" aria-label={listLabel} className={styles.list}>
        {placed.map((section) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of options has no element of its own
          <div
            key={`${section.title} ${section.rows[0]?.place}`}
            role="group"
            aria-label={section.subtitle || section.title || listLabel}
            data-family={section.subtitle ? '' : undefined}
          >
            {section.title ? <p className={styles.group}>{section.title}</p> : null}
            {section.subtitle ? <p className={styles.family}>{section.subtitle}</p> : null}
            {section.rows.map(({ row, place }) => (
              <FindRow
                key={place}
                id={`${base}${place}`}
                place={place}
                row={row}
                isActive={active?.place === place}
                isChosen={row.value === value}
                onPick={() => onPick(row.value)}
                onPoint={() => setAt(place)}
              />
            ))}
          </div>
        ))}
        {sections.every((section) => section.rows.length === 0) ? (
          <p className={styles.none}>{none}</p>
        ) : null}
      </div>
    </div>
  );
}

type RowProps = {
  id: string;
  place: string;
  row: Row;
  isActive: boolean;
  isChosen: boolean;
  onPick: () => void;
  onPoint: () => void;
};

function FindRow({ id, place, row, isActive, isChosen, onPick, onPoint }: RowProps): ReactNode {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      data-place={place}
      data-model={row.value}
      aria-selected={isChosen}
      aria-disabled={row.isDisabled || undefined}
      className={classNames(styles.row, isActive && styles.active)}
      onClick={row.isDisabled ? undefined : onPick}
      onPointerMove={row.isDisabled ? undefined : onPoint}
    >
      <span className={styles.words}>
        <span className={styles.name}>
          <span>{row.title}</span>
          {row.marks}
        </span>
        {row.below ? <span className={styles.below}>{row.below}</span> : null}
      </span>
      {row.trailing ? <span className={styles.trailing}>{row.trailing}</span> : null}
      <span className={styles.mark}>{isChosen ? <Check aria-hidden="true" /> : null}</span>
    </div>
  );
}
