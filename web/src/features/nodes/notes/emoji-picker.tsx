/** A grid of emoji with a search by name; arrow keys walk through it. */
import { Search } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Input } from '@/ui/input';
import { findEmoji, singleGlyph } from './emoji';
import styles from './emoji-picker.module.css';

const COLUMNS = 8;

type Props = { value: string; onPick: (glyph: string) => void };

export function EmojiPicker({ value, onPick }: Props): ReactNode {
  const [query, setQuery] = useState('');
  const groups = findEmoji(query);
  const typed = singleGlyph(query);
  const own = typed !== null && !/[\p{L}\p{N}]/u.test(typed) ? typed : null;
  const first = own ?? groups[0]?.emoji[0]?.glyph;
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    const inField = event.target instanceof HTMLInputElement;
    if (event.key === 'Enter' && inField && first) {
      event.preventDefault();
      onPick(first);
      return;
    }
    const by = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS }[event.key];
    if (by === undefined || (inField && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    walk(event.currentTarget, inField ? 0 : by);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only listens to the keys of what is inside
    <div className={styles.picker} onKeyDown={onKeyDown}>
      <Input
        icon={<Search />}
        type="search"
        aria-label="Search emoji"
        placeholder="Search, or paste an emoji"
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      <div className={styles.groups}>
        {own !== null ? <Grid title="Yours" glyphs={[[own, own]]} {...{ value, onPick }} /> : null}
        {groups.map(({ title, emoji }) => (
          <Grid
            key={title}
            title={title}
            glyphs={emoji.map(({ glyph, words }) => [glyph, words])}
            value={value}
            onPick={onPick}
          />
        ))}
        {groups.length === 0 && own === null ? (
          <p className={styles.none}>No emoji is called that.</p>
        ) : null}
      </div>
    </div>
  );
}

type GridProps = Props & { title: string; glyphs: readonly (readonly [string, string])[] };

function Grid({ title, glyphs, value, onPick }: GridProps): ReactNode {
  return (
    <section aria-label={title}>
      <h3 className={styles.title}>{title}</h3>
      <div className={styles.grid}>
        {glyphs.map(([glyph, words]) => (
          <button
            key={glyph}
            type="button"
            className={styles.emoji}
            aria-label={words}
            aria-pressed={glyph === value}
            title={words}
            onClick={() => onPick(glyph)}
          >
            {glyph}
          </button>
        ))}
      </div>
    </section>
  );
}

/** Put the focus so many emoji further; 0 is the first one. */
function walk(picker: HTMLElement, by: number): void {
  const all = [...picker.querySelectorAll<HTMLElement>(`.${styles.emoji}`)];
  const at = all.indexOf(picker.ownerDocument.activeElement as HTMLElement);
  const to = by === 0 ? 0 : Math.min(all.length - 1, Math.max(0, at + by));
  all[to]?.focus();
}
