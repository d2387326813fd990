/** A canvas on home: its pictures, its name, how old it is, and what can be done with it. */
import { Ellipsis } from 'lucide-react';
import { type KeyboardEvent, useId, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { CanvasCard as Card } from '@/api/types';
import { isApple } from '@/lib/keys';
import { formatAgo } from '@/lib/time';
import { IconButton } from '@/ui/icon-button';
import { ContextMenu, Menu, type MenuEntry } from '@/ui/menu';
import styles from './canvas-card.module.css';
import { focusCard, placeOfCard } from './card-focus';
import { CardName } from './card-name';
import { moveInGrid } from './grid-moves';
import { Mosaic } from './mosaic';
import { nodeCountWords, timeOf } from './words';

export type CardActions = {
  rename: (card: Card, name: string) => void;
  duplicate: (card: Card) => void;
  trash: (card: Card) => void;
};

type Props = { card: Card; now: number; actions: CardActions };

export function CanvasCard({ card, now, actions }: Props) {
  const id = useId();
  const link = useRef<HTMLAnchorElement>(null);
  const [isRenaming, setIsRenaming] = useState(false);

  const trash = (): void => {
    const place = link.current ? placeOfCard(link.current).at : 0;
    actions.trash(card);
    // The next one has moved to this place.
    requestAnimationFrame(() => focusCard(place));
  };
  const entries = (): MenuEntry[] => [
    { title: 'Rename', keys: 'f2', onSelect: () => setTimeout(() => setIsRenaming(true)) },
    { title: 'Duplicate', keys: 'mod+d', onSelect: () => actions.duplicate(card) },
    'line',
    { title: 'Move to trash', keys: 'delete', danger: true, onSelect: trash },
  ];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    if (event.key === 'F2') setIsRenaming(true);
    else if (event.key === 'Delete' || (isApple && event.key === 'Backspace')) trash();
    else if (event.key === 'd' && (isApple ? event.metaKey : event.ctrlKey)) {
      actions.duplicate(card);
    } else if (!moveFocus(event)) return;
    event.preventDefault();
  };

  return (
    <ContextMenu entries={entries}>
      <li className={styles.card} data-renaming={isRenaming || undefined}>
        <Link
          ref={link}
          href={`/canvas/${card.id}`}
          className={styles.link}
          data-card-link=""
          aria-label={card.name}
          aria-describedby={`${id}-facts`}
          onKeyDown={onKeyDown}
        >
          <Mosaic pictures={card.thumbnails ?? []} isEmpty={card.nodeCount === 0} />
        </Link>
        <div className={styles.foot}>
          <div className={styles.words}>
            <CardName
              name={card.name}
              isEditing={isRenaming}
              onEnd={(name) => {
                setIsRenaming(false);
                if (name) actions.rename(card, name);
                requestAnimationFrame(() => link.current?.focus());
              }}
            />
            <p id={`${id}-facts`} className={styles.facts}>
              {formatAgo(timeOf(card.updatedAt), now)} · {nodeCountWords(card.nodeCount)}
            </p>
          </div>
          <span className={styles.more}>
            <Menu entries={entries()} align="end">
              <IconButton size="small" label={`More for ${card.name}`} icon={<Ellipsis />} />
            </Menu>
          </span>
        </div>
      </li>
    </ContextMenu>
  );
}

/** Follow an arrow key to another card; false if the key is none. */
function moveFocus(event: KeyboardEvent<HTMLElement>): boolean {
  if (!/^(Arrow(Left|Right|Up|Down)|Home|End)$/.test(event.key)) return false;
  const { at, count, columns } = placeOfCard(event.currentTarget);
  return focusCard(moveInGrid(event.key, at, count, columns));
}
