/** Two films that play as one: the second follows the first, and is silent. */
import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useSession } from '@/sync/use-session';
import { onFilmKey } from '@/ui/film-keys';
import { FilmRail } from '@/ui/film-rail';
import { IconButton } from '@/ui/icon-button';
import { usePlayerChoices } from '@/ui/player-choices';
import { clock, stepFrames } from '@/ui/playing-time';
import { play, usePlayback } from '@/ui/use-playback';
import { useAsset } from '../assets/use-asset';
import type { CompareProps } from './compare-view';
import styles from './compare-view.module.css';

/** Seconds that the eye does not see. */
const LEVEL = 0.04;

export function ComparedFilms({ before, after }: CompareProps): ReactNode {
  const { api } = useSession();
  const record = useAsset(after.asset).asset;
  const [leader, setLeader] = useState<HTMLVideoElement | null>(null);
  const [follower, setFollower] = useState<HTMLVideoElement | null>(null);
  const playback = usePlayback(leader, record?.duration ?? null);
  const { isMuted, loops } = usePlayerChoices();
  const fps = record?.fps ?? null;
  useFollowing(leader, follower);
  useEffect(() => {
    if (leader) void play(leader);
  }, [leader]);
  const step = (by: number): void => {
    playback.pause();
    playback.seek(stepFrames(playback.time, by, fps, playback.length));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: films with their controls are no field set
    <div
      role="group"
      aria-label={`${before.label} and ${after.label}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys play and step
      tabIndex={0}
      className={styles.films}
      onKeyDown={(event) => onFilmKey(event, playback, { step, isMuted, loops })}
    >
      <div className={styles.pictures}>
        <div className={styles.layer}>
          <video
            ref={setLeader}
            src={api.assetUrl(after.asset)}
            aria-label={after.label}
            muted={isMuted}
            loop={loops}
            playsInline
            preload="auto"
          />
        </div>
        <div className={`${styles.layer} ${styles.over}`}>
          <video
            ref={setFollower}
            src={api.assetUrl(before.asset)}
            aria-label={before.label}
            muted
            playsInline
            preload="auto"
          />
        </div>
      </div>
      <div className={styles.controls}>
        <IconButton
          side="top"
          label={playback.isPlaying ? 'Pause' : 'Play'}
          keys="space"
          icon={playback.isPlaying ? <Pause /> : <Play />}
          onClick={playback.toggle}
        />
        <IconButton
          side="top"
          label="One frame back"
          keys=","
          icon={<ChevronLeft />}
          onClick={() => step(-1)}
        />
        <IconButton
          side="top"
          label="One frame on"
          keys="."
          icon={<ChevronRight />}
          onClick={() => step(1)}
        />
        <FilmRail
          time={playback.time}
          length={playback.length}
          fps={fps}
          sprite={api.spriteUrl(after.asset)}
          onSeek={playback.seek}
        />
        <span className={styles.time}>{clock(playback.time, true)}</span>
      </div>
    </div>
  );
}

/** Keep the follower where the leader is; beyond its own end it stands still. */
function useFollowing(leader: HTMLVideoElement | null, follower: HTMLVideoElement | null): void {
  useEffect(() => {
    if (!leader || !follower) return;
    const end = new AbortController();
    const level = (): void => {
      const place = Math.min(leader.currentTime, follower.duration || leader.currentTime);
      const isLevel = Math.abs(follower.currentTime - place) < LEVEL;
      if (!isLevel && !follower.seeking) follower.currentTime = place;
    };
    const on = (name: string, does: () => void): void =>
      leader.addEventListener(name, does, { signal: end.signal });
    on('play', () => {
      level();
      void play(follower);
    });
    on('pause', () => {
      follower.pause();
      follower.currentTime = Math.min(leader.currentTime, follower.duration || Infinity);
    });
    for (const name of ['timeupdate', 'seeking', 'seeked']) on(name, level);
    follower.addEventListener('loadedmetadata', level, { signal: end.signal });
    return () => {
      end.abort();
      follower.pause();
    };
  }, [leader, follower]);
}
