/** A sound with its waveform: play, seek by clicking, dragging or keys, time, loop. */
import { Pause, Play, Repeat } from 'lucide-react';
import { type ReactNode, useEffect, useMemo } from 'react';
import { IconButton } from './icon-button';
import { choosePlaying, usePlayerChoices } from './player-choices';
import { clock } from './playing-time';
import styles from './sound-player.module.css';
import { usePlayback } from './use-playback';
import { useRail } from './use-rail';
import { Waveform } from './waveform';

type Props = {
  src: string;
  alt: string;
  seconds: number | null;
  /** None while they are on their way. */
  peaks: readonly number[] | null;
  isLarge?: boolean;
};

export function SoundPlayer({ src, alt, seconds, peaks, isLarge = false }: Props): ReactNode {
  const { loops } = usePlayerChoices();
  const sound = useSound(src);
  useEffect(() => {
    sound.loop = loops && isLarge;
  }, [sound, loops, isLarge]);
  const playback = usePlayback(sound, seconds);
  const { isPlaying, time, length } = playback;
  const rail = useRail({
    label: 'Time',
    value: time,
    max: length,
    step: length > 5 ? 1 : 0.1,
    bigStep: Math.max(length / 10, 0.1),
    words: `${clock(time)} of ${clock(length)}`,
    onChange: playback.seek,
  });
  return (
    <div className={styles.frame}>
      {/* biome-ignore lint/a11y/useSemanticElements: a sound with its controls is no field set */}
      <div
        role="group"
        aria-label={alt}
        tabIndex={isLarge ? 0 : undefined}
        className={styles.player}
        data-player={isPlaying ? 'playing' : 'paused'}
        data-large={isLarge || undefined}
        onKeyDown={(event) => {
          const isOther = event.metaKey || event.ctrlKey || event.altKey;
          if (isOther || event.target instanceof HTMLButtonElement) return;
          if (event.key !== ' ' && event.key !== 'k') return;
          event.preventDefault();
          event.stopPropagation();
          playback.toggle();
        }}
      >
        <div {...rail} className={`${styles.wave} nodrag`}>
          <Waveform
            peaks={peaks}
            part={length > 0 ? Math.min(1, time / length) : 0}
            bars={isLarge ? 200 : 64}
          />
        </div>
        <div className={styles.controls}>
          <IconButton
            className="nodrag"
            size={isLarge ? 'large' : 'small'}
            side="top"
            label={isPlaying ? 'Pause' : 'Play'}
            keys="space"
            icon={isPlaying ? <Pause /> : <Play />}
            onClick={playback.toggle}
          />
          <span className={styles.time}>
            {playback.hasFailed
              ? 'This browser cannot play it'
              : `${clock(time)} / ${clock(length)}`}
          </span>
          {isLarge ? (
            <IconButton
              side="top"
              label="Over and over"
              pressed={loops}
              icon={<Repeat />}
              onClick={() => choosePlaying({ loops: !loops })}
            />
          ) : null}
        </div>
      </div>
    </div>
  );
}

/** An element that is in no page: it loads nothing before it is played or moved. */
function useSound(src: string): HTMLAudioElement {
  return useMemo(() => {
    const sound = new Audio();
    sound.preload = 'none';
    sound.src = src;
    return sound;
  }, [src]);
}
