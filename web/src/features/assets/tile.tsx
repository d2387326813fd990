/** One asset in the library: its picture, edge to edge. */
import { AudioLines, Check, File, Play, Star } from 'lucide-react';
import { type DragEvent, type MouseEvent, memo, type ReactNode } from 'react';
import { api } from '@/api/koda-api';
import type { LibraryItem } from '@/api/library-types';
import { Thumbnail } from '@/ui/thumbnail';
import styles from './tile.module.css';
import { formatSeconds, kindTitle, leftWords, titleOf } from './words';

export type TileEvents = {
  onPress: (item: LibraryItem, event: MouseEvent) => void;
  onOpen: (item: LibraryItem) => void;
  onStar: (item: LibraryItem) => void;
  onDrag: (item: LibraryItem, event: DragEvent) => void;
};

type Props = TileEvents & {
  item: LibraryItem;
  place: number;
  count: number;
  isSelected: boolean;
  /** The one that Tab comes to. */
  isStop: boolean;
  left: number;
  top: number;
  width: number;
  height: number;
};

export const Tile = memo(function Tile(props: Props): ReactNode {
  const { item, place, count, isSelected, isStop, left, top, width, height } = props;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys of all its tiles
    <div
      role="option"
      aria-selected={isSelected}
      aria-posinset={place + 1}
      aria-setsize={count}
      aria-label={nameOf(item)}
      title={titleOf(item)}
      tabIndex={isStop ? 0 : -1}
      data-asset={item.id}
      draggable
      className={styles.tile}
      style={{ left, top, width, height }}
      onClick={(event) => props.onPress(item, event)}
      onDoubleClick={() => props.onOpen(item)}
      onDragStart={(event) => props.onDrag(item, event)}
    >
      <Picture item={item} width={width} />
      <span className={styles.check} aria-hidden="true">
        <Check />
      </span>
      {/* A shorter way for pointers; F does it too. */}
      <span
        className={styles.star}
        data-on={item.favourite || undefined}
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation();
          props.onStar(item);
        }}
      >
        <Star />
      </span>
      <Facts item={item} />
    </div>
  );
});

function Picture({ item, width }: { item: LibraryItem; width: number }): ReactNode {
  if (item.kind === 'file') return <File className={styles.icon} />;
  return (
    <Thumbnail
      src={api.thumbnailUrl(item.id, 256)}
      alt=""
      width={width}
      colour={item.color}
      className={styles.picture}
    />
  );
}

function Facts({ item }: { item: LibraryItem }): ReactNode {
  if (item.leaves_at !== null) {
    return <span className={styles.facts}>{leftWords(item.leaves_at, Date.now())}</span>;
  }
  if (item.kind !== 'video' && item.kind !== 'audio') return null;
  return (
    <span className={styles.facts}>
      {item.kind === 'video' ? <Play /> : <AudioLines />}
      {item.duration === null ? kindTitle(item.kind) : formatSeconds(item.duration)}
      {item.kind === 'audio' ? <span className={styles.name}>{titleOf(item)}</span> : null}
    </span>
  );
}

function nameOf(item: LibraryItem): string {
  const facts = [kindTitle(item.kind), titleOf(item)];
  if (item.duration !== null) facts.push(formatSeconds(item.duration));
  if (item.favourite) facts.push('favourite');
  return facts.join(', ');
}
