/** A list that is searched by typing: arrows choose, Enter picks, Escape leaves. */
import { Search } from 'lucide-react';
import { type CSSProperties, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { Point } from './canvas-state';
import styles from './palette.module.css';

export type PaletteItem = {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
  /** Other words that find it. */
  readonly words?: string;
  readonly icon?: ReactNode;
  readonly trailing?: ReactNode;
  readonly group?: string;
};

/** Rows that come from elsewhere, below the others, and a line about them. */
export type PaletteMore = { readonly items: readonly PaletteItem[]; readonly note: string };

export type PaletteProps = {
  readonly label: string;
  readonly placeholder: string;
  readonly items: readonly PaletteItem[];
  readonly empty: string;
  /** Upper left corner in pixels of the window; without it the palette stands in the middle. */
  readonly at?: Point;
  readonly more?: PaletteMore;
  readonly onQuery?: (query: string) => void;
  readonly onPick: (id: string) => void;
  readonly onClose: () => void;
};

const WIDTH = 320;
/** With rows from elsewhere, whose names are long. */
const WIDE = 420;
const HEIGHT = 380;

export function Palette(props: PaletteProps): ReactNode {
  const { label, placeholder, items, empty, at, more, onQuery, onPick, onClose } = props;
  const [query, setQuery] = useState('');
  const [index, setIndex] = useState(0);
  const list = useId();
  const box = useRef<HTMLDivElement>(null);
  const own = search(items, query);
  const found = more ? [...own, ...more.items] : own;
  const active = found[Math.min(index, found.length - 1)];
  useCloseOutside(box, onClose);
  useEffect(() => {
    const option = active && document.getElementById(`${list}-${active.id}`);
    option?.scrollIntoView({ block: 'nearest' });
  }, [active, list]);
  const onKeyDown = (event: React.KeyboardEvent): void => {
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter' && active) onPick(active.id);
    else if (event.key === 'ArrowDown') setIndex((index + 1) % Math.max(1, found.length));
    else if (event.key === 'ArrowUp')
      setIndex((index - 1 + found.length) % Math.max(1, found.length));
    else return;
    event.preventDefault();
  };
  return (
    <div
      ref={box}
      className={styles.palette}
      data-middle={at === undefined || undefined}
      data-wide={more !== undefined || undefined}
      style={at && place(at, more ? WIDE : WIDTH)}
      role="dialog"
      aria-label={label}
    >
      <div className={styles.field}>
        <Search size={14} strokeWidth={1.5} aria-hidden="true" />
        <input
          // biome-ignore lint/a11y/noAutofocus: the person has just asked to search here
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={active && `${list}-${active.id}`}
          aria-label={label}
          placeholder={placeholder}
          value={query}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            onQuery?.(event.currentTarget.value);
            setIndex(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div id={list} role="listbox" aria-label={label} className={styles.list}>
        {found.length === 0 ? <p className={styles.empty}>{empty}</p> : null}
        {found.map((item, at) => (
          <Option
            key={item.id}
            id={`${list}-${item.id}`}
            item={item}
            isActive={item === active}
            heading={
              (query === '' || at >= own.length) && item.group !== found[at - 1]?.group
                ? item.group
                : undefined
            }
            onHover={() => setIndex(at)}
            onPick={() => onPick(item.id)}
          />
        ))}
      </div>
      {more?.note ? (
        <p role="status" className={styles.note}>
          {more.note}
        </p>
      ) : null}
    </div>
  );
}

type OptionProps = {
  id: string;
  item: PaletteItem;
  isActive: boolean;
  heading: string | undefined;
  onHover: () => void;
  onPick: () => void;
};

function Option({ id, item, isActive, heading, onHover, onPick }: OptionProps): ReactNode {
  return (
    <>
      {heading ? (
        <div className={styles.heading} role="presentation">
          {heading}
        </div>
      ) : null}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keys */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the combobox keeps the focus */}
      <div
        id={id}
        role="option"
        aria-selected={isActive}
        className={styles.option}
        onPointerMove={onHover}
        onClick={onPick}
      >
        {item.icon}
        <span className={styles.words}>
          <span>{item.title}</span>
          {item.detail ? <small>{item.detail}</small> : null}
        </span>
        {item.trailing ? <span className={styles.trailing}>{item.trailing}</span> : null}
      </div>
    </>
  );
}

/** Items whose words begin with what was typed first, then those that contain it. */
export function search(items: readonly PaletteItem[], query: string): readonly PaletteItem[] {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return items;
  const scored = items.flatMap((item) => {
    const title = item.title.toLowerCase();
    const all = `${title} ${item.words ?? ''} ${item.detail ?? ''}`.toLowerCase();
    if (!words.every((word) => all.includes(word))) return [];
    const first = words[0] as string;
    const score = title.startsWith(first) ? 0 : title.includes(first) ? 1 : 2;
    return [{ item, score }];
  });
  return scored.sort((a, b) => a.score - b.score).map(({ item }) => item);
}

/** Beside the point, wholly within the window. */
function place(at: Point, width: number): CSSProperties {
  const left = Math.max(8, Math.min(at.x, window.innerWidth - width - 8));
  const top = Math.max(8, Math.min(at.y, window.innerHeight - HEIGHT - 8));
  return { left, top };
}

function useCloseOutside(box: React.RefObject<HTMLElement | null>, onClose: () => void): void {
  useEffect(() => {
    const onPointerDown = (event: PointerEvent): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onClose();
    };
    // The press that opened it is still on its way.
    const timer = setTimeout(() => window.addEventListener('pointerdown', onPointerDown, true));
    return () => {
      clearTimeout(timer);
      window.removeEventListener('pointerdown', onPointerDown, true);
    };
  }, [box, onClose]);
}
