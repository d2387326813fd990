/** The library's pictures in rows under their days; only what is near is there. Keys walk it. */
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { LibraryItem } from '@/api/library-types';
import styles from './grid.module.css';
import { layOut, moveInRows, type Row, rowWith, shownRatio, totalHeight } from './rows';
import { Tile, type TileEvents } from './tile';
import { useVisibleRows, useWidth } from './use-visible-rows';
import { dayTitle } from './words';

type Props = TileEvents & {
  label: string;
  items: readonly LibraryItem[];
  selected: ReadonlySet<string>;
  /** More can be asked for. */
  hasMore: boolean;
  isSmall: boolean;
  onMore: () => void;
  /** A key that is not for walking, on an asset. */
  onKey: (item: LibraryItem, event: KeyboardEvent) => void;
  /** The focus came to an asset by a key; with Shift the selection follows. */
  onWalk: (item: LibraryItem, from: LibraryItem, event: KeyboardEvent) => void;
};

const TITLE = 40;
const FOCUS_GAP = 140;

export function Grid(props: Props): ReactNode {
  const { items, selected, isSmall, onMore, hasMore } = props;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const rows = useRows(items, width, isSmall);
  const [from, to] = useVisibleRows(box, rows, onMore);
  const [active, setActive] = useState<string | null>(null);
  /** The asset that is to have the focus as soon as it is there. */
  const wanted = useRef<string | null>(null);
  const at = active === null ? -1 : items.findIndex((item) => item.id === active);
  const last = useRef(0);
  const isLost = active !== null && at < 0;
  const stop = Math.max(0, isLost ? Math.min(last.current, items.length - 1) : at);
  const shown = useMemo(() => shownRows(rows, from, to, stop), [rows, from, to, stop]);
  useEffect(() => {
    last.current = stop;
    if (!isLost) return;
    // The one with the focus was thrown away: its neighbour has it now.
    const next = items[stop]?.id ?? null;
    wanted.current = document.activeElement === document.body ? next : null;
    setActive(next);
  }, [stop, isLost, items]);
  useEffect(() => {
    if (active === null || wanted.current !== active) return;
    const tile = box.current?.querySelector<HTMLElement>(`[data-asset="${active}"]`);
    if (!tile) return;
    wanted.current = null;
    tile.focus({ preventScroll: true });
    bringIntoView(tile);
  });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const item = items[stop];
    if (!item) return;
    const next = moveInRows(rows, event.key, stop, items.length, window.innerHeight * 0.7);
    const isWalking = /^(Arrow|Home$|End$|Page)/.test(event.key) && !event.altKey;
    if (!isWalking) {
      props.onKey(item, event);
      return;
    }
    event.preventDefault();
    const target = items[next];
    if (!target) return;
    wanted.current = target.id;
    setActive(target.id);
    props.onWalk(target, item, event);
  };
  return (
    <div
      ref={box}
      role="listbox"
      aria-multiselectable="true"
      aria-label={props.label}
      className={styles.grid}
      style={{ height: totalHeight(rows) }}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        const id = event.target.dataset.asset;
        if (id) setActive(id);
      }}
    >
      {/* One flat list: a row that comes or goes leaves the other tiles as they are. */}
      {shown.flatMap((row) =>
        row.kind === 'title' ? (
          <div
            key={`title ${row.top}`}
            role="presentation"
            className={styles.title}
            style={{ top: row.top, height: row.height }}
          >
            {row.title}
          </div>
        ) : (
          row.items.map(({ index, left, width: wide }) => {
            const item = items[index];
            return item ? (
              <Tile
                key={item.id}
                item={item}
                place={index}
                count={hasMore ? -1 : items.length}
                isSelected={selected.has(item.id)}
                isStop={index === stop}
                left={left}
                top={row.top}
                width={wide}
                height={row.height}
                onPress={props.onPress}
                onOpen={props.onOpen}
                onStar={props.onStar}
                onDrag={props.onDrag}
              />
            ) : null;
          })
        ),
      )}
    </div>
  );
}

/** Rows for the width; what is in the trash stands together, whatever its day. */
function useRows(items: readonly LibraryItem[], width: number, isSmall: boolean): Row[] {
  return useMemo(() => {
    if (width === 0) return [];
    const now = Date.now();
    const shapes = items.map((item) => ({
      ratio: shownRatio(item.width, item.height),
      group: dayTitle(item.created_at, now),
    }));
    const height = isSmall ? 96 : Math.min(208, Math.max(120, width / 5));
    return layOut(shapes, { width, height, gap: isSmall ? 4 : 8, title: isSmall ? 32 : TITLE });
  }, [items, width, isSmall]);
}

/** The rows in sight, and the one that Tab comes to wherever it is. */
function shownRows(rows: readonly Row[], from: number, to: number, stop: number): Row[] {
  const shown = rows.slice(from, to);
  const place = rowWith(rows, stop);
  const own = rows[place];
  if (!own || (place >= from && place < to)) return shown;
  // In its order: an element that is moved loses the focus.
  return place < from ? [own, ...shown] : [...shown, own];
}

/** Scroll just so far that a tile is not under the bars. */
function bringIntoView(tile: HTMLElement): void {
  tile.style.scrollMargin = `${FOCUS_GAP}px 0 48px`;
  tile.scrollIntoView({ block: 'nearest' });
}
