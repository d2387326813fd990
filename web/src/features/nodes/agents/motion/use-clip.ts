/** A film of which only a part is played: it begins at the part's start and stops at its end. */
import { useEffect, useRef, useState } from 'react';
import type { FilmRange } from '@/core/motion-analysis-range';
import { type Playback, usePlayback } from '@/ui/use-playback';

export type Clip = {
  readonly setFilm: (film: HTMLVideoElement | null) => void;
  readonly playback: Playback;
  /** Play the part, or stop. */
  readonly toggle: () => void;
};

export function useClip(seconds: number | null, range: FilmRange): Clip {
  const [film, setFilm] = useState<HTMLVideoElement | null>(null);
  const playback = usePlayback(film, seconds);
  const { isPlaying, time, pause, seek } = playback;
  // Looked at outside of the part: then it does not stop at an end that is behind it.
  const isInside = useRef(true);
  useEffect(() => {
    if (!isPlaying || !isInside.current || time < range.end) return;
    pause();
    seek(range.end);
  }, [isPlaying, time, range.end, pause, seek]);
  const toggle = (): void => {
    const isOver = time >= range.end - 0.05 || time < range.start - 0.05;
    if (!isPlaying && isOver) seek(range.start);
    isInside.current = true;
    playback.toggle();
  };
  return { setFilm, playback, toggle };
}
