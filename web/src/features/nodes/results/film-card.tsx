/** A film that somebody turned to: looked through by moving over it, played by its button. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { Asset } from '@/api/types';
import { useSession } from '@/sync/use-session';
import { FilmPlayer } from '@/ui/film-player';
import { clock, spriteCell } from '@/ui/playing-time';
import styles from './film-card.module.css';
import { partAcross } from './part-across';
import { useFull } from './use-full';

type Props = {
  asset: string;
  alt: string;
  record: Asset | null;
  isPlaying: boolean;
  /** Where the mouse was when it came, from 0 to 1. */
  start: number | null;
  /** It is not looked at any more: the poster is enough. */
  onEnd: () => void;
};

export function FilmCard({ asset, alt, record, isPlaying, start, onEnd }: Props): ReactNode {
  const { api } = useSession();
  const box = useRef<HTMLDivElement>(null);
  const part = usePointed(box, !isPlaying, start);
  useLeft(box, isPlaying, onEnd);
  const sprite = api.spriteUrl(asset);
  const isReady = useFull(sprite);
  if (isPlaying) {
    return (
      <div ref={box} className={`${styles.player} nodrag`}>
        <FilmPlayer
          src={api.assetUrl(asset)}
          poster={api.thumbnailUrl(asset, 512)}
          sprite={isReady ? sprite : null}
          alt={alt}
          fps={record?.fps ?? null}
          seconds={record?.duration ?? null}
          hasSound={record?.has_audio ?? null}
          isSmall
          onTurnLost={onEnd}
        />
      </div>
    );
  }
  return (
    <div ref={box} className={styles.look} aria-hidden="true">
      {part !== null && isReady && record ? (
        <>
          <span className={styles.frame} style={{ '--ratio': shapeOf(record) }}>
            <span
              className={styles.cell}
              style={{ backgroundImage: `url("${sprite}")`, ...spriteCell(part) }}
            />
          </span>
          <span className={styles.line} style={{ width: `${part * 100}%` }} />
          <span className={styles.time}>{clock(part * (record.duration ?? 0), true)}</span>
        </>
      ) : null}
    </div>
  );
}

const shapeOf = ({ width, height }: Asset): number => (width && height ? width / height : 1);

/** How far across the card the mouse is, from 0 to 1. */
function usePointed(
  box: { readonly current: HTMLElement | null },
  isOn: boolean,
  start: number | null,
): number | null {
  const [part, setPart] = useState(start);
  useEffect(() => {
    const card = box.current?.parentElement;
    if (!card || !isOn) return;
    const move = (event: PointerEvent): void => {
      const across = partAcross(card, event);
      if (across !== null) setPart(across);
    };
    const leave = (): void => setPart(null);
    card.addEventListener('pointermove', move);
    card.addEventListener('pointerleave', leave);
    return () => {
      card.removeEventListener('pointermove', move);
      card.removeEventListener('pointerleave', leave);
      setPart(null);
    };
  }, [box, isOn]);
  return part;
}

/** Say when a paused film is left by the pointer and the focus, or any film gets out of sight. */
function useLeft(
  box: { readonly current: HTMLElement | null },
  isOn: boolean,
  onEnd: () => void,
): void {
  const latest = useRef(onEnd);
  useEffect(() => {
    latest.current = onEnd;
  });
  useEffect(() => {
    const element = box.current;
    if (!element || !isOn) return;
    const isPaused = (): boolean => element.querySelector('video')?.paused ?? true;
    const leave = (): void => {
      if (isPaused() && !element.contains(document.activeElement)) latest.current();
    };
    const blur = ({ relatedTarget }: FocusEvent): void => {
      const isInside = relatedTarget instanceof Node && element.contains(relatedTarget);
      if (!isInside && isPaused() && !element.matches(':hover')) latest.current();
    };
    const sight = new IntersectionObserver(([entry]) => {
      if (entry && !entry.isIntersecting) latest.current();
    });
    sight.observe(element);
    element.addEventListener('pointerleave', leave);
    element.addEventListener('focusout', blur);
    return () => {
      sight.disconnect();
      element.removeEventListener('pointerleave', leave);
      element.removeEventListener('focusout', blur);
    };
  }, [box, isOn]);
}
