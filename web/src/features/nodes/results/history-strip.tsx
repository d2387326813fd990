/** Everything a node has made, as thumbnails, newest first: one of them is shown, and can be kept in sight. */
import { Pin } from 'lucide-react';
import {
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
} from 'react';
import type { NodeSpec } from '@/core/spec';
import { formatAgo } from '@/lib/time';
import { useSession } from '@/sync/use-session';
import { IconButton } from '@/ui/icon-button';
import { Thumbnail } from '@/ui/thumbnail';
import { TypeIcon } from '@/ui/value-type';
import styles from './history-strip.module.css';
import { clipOf } from './result-actions';
import { isMediaTake, isSeen, keyOf, type MediaTake, neighbour, type Take } from './takes';
import { isChoice, type Results, useShowTake } from './use-results';

const THUMBNAIL = 32;

type Props = {
  id: string;
  kind: NodeSpec;
  results: Results;
  onOpen: (take: MediaTake) => void;
};

export function HistoryStrip({ id, kind, results, onOpen }: Props): ReactNode {
  const { takes, shown, choice } = results;
  const showTake = useShowTake(id);
  const base = useId();
  const list = useRef<HTMLDivElement>(null);
  const current = shown[0];
  const at = current ? takes.indexOf(current) : -1;

  // biome-ignore lint/correctness/useExhaustiveDependencies: another shown take is what scrolls
  useEffect(() => {
    const strip = list.current;
    const chosen = strip?.querySelector<HTMLElement>('[aria-selected="true"]');
    if (!strip || !chosen) return;
    const { offsetLeft, offsetWidth } = chosen;
    const isSeenWhole =
      offsetLeft >= strip.scrollLeft &&
      offsetLeft + offsetWidth <= strip.scrollLeft + strip.clientWidth;
    if (!isSeenWhole) strip.scrollLeft = offsetLeft - strip.clientWidth / 2;
  }, [at]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1, End: takes.length, Home: -takes.length }[event.key];
    if (by !== undefined) showTake(neighbour(takes, current, by));
    else if (event.key === 'Enter' && current && isSeen(current)) onOpen(current);
    else if (event.key === 'p' && current) showTake(current, !choice?.kept);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={`${styles.strip} nodrag`}>
      <div
        ref={list}
        role="listbox"
        tabIndex={0}
        aria-label={`Results of ${kind.title}, newest first`}
        aria-orientation="horizontal"
        aria-activedescendant={current ? `${base}${keyOf(current)}` : undefined}
        className={`${styles.list} nowheel`}
        onKeyDown={onKeyDown}
      >
        {takes.map((take, index) => (
          <StripItem
            key={keyOf(take)}
            id={`${base}${keyOf(take)}`}
            take={take}
            isShown={shown.includes(take)}
            isFirst={index > 0 && take.item === 0}
            isKept={isChoice(choice, take) && choice?.kept === true}
            onShow={() => showTake(take)}
            onOpen={() => isSeen(take) && onOpen(take)}
          />
        ))}
      </div>
      <IconButton
        size="small"
        label={choice?.kept ? 'Show the newest result again' : 'Keep showing this one'}
        icon={<Pin />}
        pressed={choice?.kept === true}
        side="top"
        disabled={!current}
        onClick={() => {
          if (choice?.kept) showTake(null);
          else if (current) showTake(current, true);
        }}
      />
    </div>
  );
}

type ItemProps = {
  id: string;
  take: Take;
  isShown: boolean;
  /** The first of another result: a gap stands before it. */
  isFirst: boolean;
  isKept: boolean;
  onShow: () => void;
  onOpen: () => void;
};

function StripItem(props: ItemProps): ReactNode {
  const { id, take, isShown, isFirst, isKept, onShow, onOpen } = props;
  const session = useSession();
  const { step } = take;
  const made = formatAgo(step.ended_at ?? step.created_at);
  const label = `${made}${step.cached ? ', used again' : ''}${isKept ? ', kept in sight' : ''}`;
  const onDragStart = (event: DragEvent<HTMLElement>): void => {
    const image = event.currentTarget.querySelector('img');
    const ratio = image ? image.naturalWidth / Math.max(1, image.naturalHeight) : 1;
    const clip = isMediaTake(take) ? clipOf(session, take, ratio || 1) : null;
    if (!clip) {
      event.preventDefault();
      return;
    }
    event.dataTransfer.setData('text/plain', clip);
    event.dataTransfer.effectAllowed = 'copy';
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list has the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isShown}
      aria-label={label}
      title={label}
      data-first={isFirst || undefined}
      className={styles.item}
      draggable={isMediaTake(take)}
      onDragStart={onDragStart}
      onClick={onShow}
      onDoubleClick={(event) => {
        event.stopPropagation();
        onOpen();
      }}
    >
      {isSeen(take) ? (
        <Thumbnail
          src={`${session.api.assetUrl(take.value.asset)}/thumbnail`}
          alt=""
          width={THUMBNAIL}
          ratio={1}
        />
      ) : (
        <TypeIcon type={take.value.type} />
      )}
    </div>
  );
}
