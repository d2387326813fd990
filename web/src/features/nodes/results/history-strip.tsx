/** Everything a node has made, as thumbnails, newest first: one of them is shown, and can be kept in sight. */
import { Pin } from 'lucide-react';
import {
  type DragEvent,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
  useEffect,
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
import { isMediaTake, isSame, isSeen, keyOf, type MediaTake, neighbour, type Take } from './takes';
import { isKept, type Results, useShowTake } from './use-results';

const THUMBNAIL = 32;

type Props = {
  id: string;
  kind: NodeSpec;
  results: Results;
  onOpen: (take: MediaTake) => void;
};

export function HistoryStrip({ id, kind, results, onOpen }: Props): ReactNode {
  const { takes, shown } = results;
  const showTake = useShowTake(id);
  const list = useRef<HTMLDivElement>(null);
  const current = shown[0];
  const at = takes.findIndex((take) => isSame(current, take));
  useInSight(list, at);

  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowRight: 1, ArrowLeft: -1, End: takes.length, Home: -takes.length }[event.key];
    if (by !== undefined) {
      const next = neighbour(takes, current, by);
      showTake(next);
      if (next) itemsOf(list.current)[takes.indexOf(next)]?.focus({ preventScroll: true });
    } else if (event.key === 'Enter' && current && isMediaTake(current)) onOpen(current);
    else if (event.key === 'p' && current) showTake(current, !results.isKept);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div className={`${styles.strip} nodrag`}>
      {/* biome-ignore lint/a11y/useSemanticElements: these are no fields of a form */}
      <div
        ref={list}
        role="group"
        aria-label={`Results of ${kind.title}, newest first`}
        className={`${styles.list} nowheel`}
        onKeyDown={onKeyDown}
      >
        {takes.map((take, index) => (
          <StripItem
            key={keyOf(take)}
            take={take}
            isStop={index === Math.max(0, at)}
            isShown={shown.some((one) => isSame(one, take))}
            isFirst={index > 0 && take.item === 0}
            isKept={isKept(results, take)}
            onShow={() => showTake(take)}
            onOpen={() => isMediaTake(take) && onOpen(take)}
          />
        ))}
      </div>
      <IconButton
        size="small"
        label={results.isKept ? 'Show the newest result again' : 'Keep showing this one'}
        icon={<Pin />}
        pressed={results.isKept}
        side="top"
        disabled={!current}
        onClick={() => {
          if (results.isKept) showTake(null);
          else if (current) showTake(current, true);
        }}
      />
    </div>
  );
}

const itemsOf = (list: HTMLElement | null): HTMLElement[] =>
  list ? [...list.querySelectorAll<HTMLElement>('[data-take]')] : [];

/** Scroll the strip so far that the shown take is in it; the canvas around it stays. */
function useInSight(list: RefObject<HTMLElement | null>, at: number): void {
  useEffect(() => {
    const strip = list.current;
    const shown = itemsOf(strip)[at];
    if (!strip || !shown) return;
    const { offsetLeft, offsetWidth } = shown;
    const right = strip.scrollLeft + strip.clientWidth;
    const isInSight = offsetLeft >= strip.scrollLeft && offsetLeft + offsetWidth <= right;
    if (!isInSight) strip.scrollLeft = offsetLeft - strip.clientWidth / 2;
  }, [list, at]);
}

type ItemProps = {
  take: Take;
  /** Tab stops here; the arrows go on from it. */
  isStop: boolean;
  isShown: boolean;
  /** The first of another result: a gap stands before it. */
  isFirst: boolean;
  isKept: boolean;
  onShow: () => void;
  onOpen: () => void;
};

function StripItem(props: ItemProps): ReactNode {
  const { take, isStop, isShown, isFirst, isKept, onShow, onOpen } = props;
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
    // biome-ignore lint/a11y/useSemanticElements: a real button cannot be dragged in every browser
    // biome-ignore lint/a11y/useKeyWithClickEvents: the strip has the keys
    <div
      role="button"
      tabIndex={isStop ? 0 : -1}
      aria-pressed={isShown}
      aria-label={label}
      title={label}
      data-take=""
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
