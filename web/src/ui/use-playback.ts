/** What a film or sound element does now, and the ways to drive it. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { takeTurn } from './one-voice';

export type Playback = {
  readonly isPlaying: boolean;
  /** Seconds. */
  readonly time: number;
  readonly length: number;
  /** The browser cannot read it. */
  readonly hasFailed: boolean;
  readonly toggle: () => void;
  /** Go to a time; while it is on its way there, only the last of several is kept. */
  readonly seek: (seconds: number) => void;
  readonly pause: () => void;
};

/** `known`: its length, before the file tells. */
export function usePlayback(
  element: HTMLMediaElement | null,
  known: number | null,
  onTurnLost?: () => void,
): Playback {
  const [isPlaying, setPlaying] = useState(false);
  const [time, setTime] = useState(0);
  const [told, setTold] = useState<number | null>(null);
  const [hasFailed, setFailed] = useState(false);
  const wanted = useRef<number | null>(null);
  useTurns(element, onTurnLost);
  // The place that is asked for is where it stands, though the browser is still on its way elsewhere.
  const look = useCallback((): void => {
    if (element) setTime(wanted.current ?? element.currentTime);
  }, [element]);
  useEffect(() => {
    wanted.current = null;
    if (!element) return;
    const end = new AbortController();
    const on = (name: string, does: () => void): void =>
      element.addEventListener(name, does, { signal: end.signal });
    on('play', () => setPlaying(true));
    on('pause', () => setPlaying(false));
    on('timeupdate', look);
    on('error', () => setFailed(true));
    on('durationchange', () => {
      if (Number.isFinite(element.duration)) setTold(element.duration);
    });
    on('seeked', () => {
      const next = wanted.current;
      wanted.current = null;
      if (next !== null) element.currentTime = next;
      look();
    });
    // Another file: nobody wants to go anywhere in it yet.
    on('emptied', () => {
      wanted.current = null;
      look();
    });
    return () => end.abort();
  }, [element, look]);
  useEveryFrame(isPlaying, look);

  const seek = useCallback(
    (seconds: number): void => {
      if (!element) return;
      setTime(seconds);
      if (element.seeking) wanted.current = seconds;
      else element.currentTime = seconds;
    },
    [element],
  );
  const toggle = useCallback((): void => {
    if (!element) return;
    if (element.paused) void play(element);
    else element.pause();
  }, [element]);
  const pause = useCallback((): void => element?.pause(), [element]);
  // Some files tell a length of nothing, or none; what the server measured is better then.
  const length = told || known || 0;
  return useMemo(
    () => ({ isPlaying, time, length, hasFailed, toggle, seek, pause }),
    [isPlaying, time, length, hasFailed, toggle, seek, pause],
  );
}

/** Begin; a browser that does not let it, or an end before it began, changes nothing. */
export async function play(element: HTMLMediaElement): Promise<void> {
  try {
    await element.play();
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
  }
}

function useTurns(element: HTMLMediaElement | null, onTurnLost?: () => void): void {
  const latest = useRef(onTurnLost);
  useEffect(() => {
    latest.current = onTurnLost;
  });
  useEffect(() => {
    if (!element) return;
    let endTurn = (): void => {};
    const stop = (): void => {
      element.pause();
      latest.current?.();
    };
    const begin = (): void => {
      endTurn = takeTurn(stop);
    };
    const end = (): void => endTurn();
    element.addEventListener('play', begin);
    element.addEventListener('pause', end);
    return () => {
      element.removeEventListener('play', begin);
      element.removeEventListener('pause', end);
      end();
      element.pause();
    };
  }, [element]);
}

function useEveryFrame(isOn: boolean, look: () => void): void {
  const latest = useRef(look);
  useEffect(() => {
    latest.current = look;
  });
  useEffect(() => {
    if (!isOn) return;
    let frame = requestAnimationFrame(function next() {
      latest.current();
      frame = requestAnimationFrame(next);
    });
    return () => cancelAnimationFrame(frame);
  }, [isOn]);
}
