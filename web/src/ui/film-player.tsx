/** A film with its controls: play, seek by time or by frame, sound, loop, full screen; keys for each. */
import {
  ChevronLeft,
  ChevronRight,
  Expand,
  Pause,
  Play,
  Repeat,
  Volume2,
  VolumeX,
} from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { onFilmKey } from './film-keys';
import styles from './film-player.module.css';
import { FilmRail } from './film-rail';
import { IconButton } from './icon-button';
import { choosePlaying, usePlayerChoices } from './player-choices';
import { clock, frameAt, stepFrames } from './playing-time';
import { type Playback, play, usePlayback } from './use-playback';

export type FilmPlayerProps = {
  src: string;
  poster: string;
  /** A strip of pictures, seen while looking for a place. */
  sprite: string | null;
  alt: string;
  fps: number | null;
  seconds: number | null;
  /** None where nobody knows. */
  hasSound: boolean | null;
  /** Few controls, for a card. */
  isSmall?: boolean;
  startAt?: number;
  /** Stand still until somebody plays it. */
  waits?: boolean;
  /** Go there and stand still; a new object goes there again. */
  place?: { readonly seconds: number } | null;
  /** Hears where it stands. */
  onTime?: (seconds: number) => void;
  /** Something else began to play. */
  onTurnLost?: () => void;
};

export function FilmPlayer(props: FilmPlayerProps): ReactNode {
  const { src, poster, alt, fps, isSmall = false, startAt = 0, waits = false } = props;
  const [film, setFilm] = useState<HTMLVideoElement | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const { isMuted, loops } = usePlayerChoices();
  const playback = usePlayback(film, props.seconds, props.onTurnLost);
  const step = (by: number): void => {
    playback.pause();
    playback.seek(stepFrames(playback.time, by, fps, playback.length));
  };
  useEffect(() => {
    if (!film) return;
    if (startAt > 0) film.currentTime = startAt;
    if (!waits) void play(film);
  }, [film, startAt, waits]);
  useLed(playback, props.place ?? null, props.onTime);
  const fill = (): void => void toggleFullScreen(box.current);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a film with its controls is no field set
    <div
      ref={box}
      role="group"
      aria-label={alt}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys play and step
      tabIndex={0}
      className={styles.player}
      data-player={playback.isPlaying ? 'playing' : 'paused'}
      data-small={isSmall || undefined}
      onKeyDown={(event) => onFilmKey(event, playback, { step, fill, isMuted, loops })}
    >
      <video
        ref={setFilm}
        className={styles.film}
        src={src}
        poster={poster}
        aria-label={alt}
        muted={isMuted}
        loop={loops}
        playsInline
        preload="auto"
        onClick={playback.toggle}
      />
      {playback.hasFailed ? (
        <p className={styles.failed} role="alert">
          This browser cannot play the film. Download it to see it elsewhere.
        </p>
      ) : null}
      <Controls {...props} playback={playback} onStep={step} onFill={fill} />
    </div>
  );
}

/** Something else, such as a timeline, says where it stands and hears it. */
function useLed(
  playback: Playback,
  place: { readonly seconds: number } | null,
  onTime?: (seconds: number) => void,
): void {
  const latest = useRef({ playback, onTime });
  useEffect(() => {
    latest.current = { playback, onTime };
  });
  useEffect(() => {
    if (!place) return;
    latest.current.playback.pause();
    latest.current.playback.seek(place.seconds);
  }, [place]);
  useEffect(() => latest.current.onTime?.(playback.time), [playback.time]);
}

type ControlProps = FilmPlayerProps & {
  playback: Playback;
  onStep: (by: number) => void;
  onFill: () => void;
};

function Controls({
  isSmall,
  sprite,
  fps,
  hasSound,
  playback,
  onStep,
  onFill,
}: ControlProps): ReactNode {
  const { isMuted, loops } = usePlayerChoices();
  const { isPlaying, time, length } = playback;
  const size = isSmall ? 'small' : 'medium';
  const frame = isPlaying ? null : frameAt(time, fps) + 1;
  return (
    <div className={styles.controls}>
      <IconButton
        size={size}
        side="top"
        label={isPlaying ? 'Pause' : 'Play'}
        keys="space"
        icon={isPlaying ? <Pause /> : <Play />}
        onClick={playback.toggle}
      />
      {isSmall ? null : (
        <>
          <IconButton
            side="top"
            label="One frame back"
            keys=","
            icon={<ChevronLeft />}
            onClick={() => onStep(-1)}
          />
          <IconButton
            side="top"
            label="One frame on"
            keys="."
            icon={<ChevronRight />}
            onClick={() => onStep(1)}
          />
        </>
      )}
      <FilmRail time={time} length={length} fps={fps} sprite={sprite} onSeek={playback.seek} />
      <span className={styles.time}>
        {clock(time, !isSmall)}
        {isSmall ? '' : ` / ${clock(length)}`}
        {isSmall || frame === null ? null : <span className={styles.frame}>frame {frame}</span>}
      </span>
      {hasSound === false ? null : (
        <IconButton
          size={size}
          side="top"
          label="Sound"
          keys="m"
          pressed={!isMuted}
          icon={isMuted ? <VolumeX /> : <Volume2 />}
          onClick={() => choosePlaying({ isMuted: !isMuted })}
        />
      )}
      <IconButton
        size={size}
        side="top"
        label="Over and over"
        keys="l"
        pressed={loops}
        icon={<Repeat />}
        onClick={() => choosePlaying({ loops: !loops })}
      />
      {isSmall ? null : (
        <IconButton side="top" label="Full screen" keys="f" icon={<Expand />} onClick={onFill} />
      )}
    </div>
  );
}

async function toggleFullScreen(box: HTMLElement | null): Promise<void> {
  try {
    if (document.fullscreenElement) await document.exitFullscreen();
    else await box?.requestFullscreen();
  } catch (error) {
    // A page in a frame may not be let to.
    if (!(error instanceof TypeError)) throw error;
  }
}
