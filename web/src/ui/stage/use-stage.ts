/** A film in its closed frame: opened, sought to whatever frame is wanted last, played. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { AnimationProject } from '@/core/animation-project';
import type { Fault } from '@/core/animation-questions';
import { mediaOf } from './media-of';
import { StageFrame } from './stage-frame';

type Wanted = {
  readonly project: AnimationProject;
  readonly frames: number;
  readonly mediaUrl: (asset: string) => string;
  readonly frame: number;
  readonly onFrame: (frame: number) => void;
  /** Plays over and over. */
  readonly loops: boolean;
};

export type Stage = {
  /** Put on the frame's element, which is there unless it has failed, and has `round` in its key. */
  readonly setElement: (element: HTMLIFrameElement | null) => void;
  /** A new frame is made for each. */
  readonly round: number;
  readonly state: 'loading' | 'ready' | 'failed';
  readonly faults: readonly Fault[];
  readonly isPlaying: boolean;
  readonly speed: number;
  readonly setSpeed: (speed: number) => void;
  readonly play: () => void;
  readonly pause: () => void;
  readonly again: () => void;
};

const said = (message: string): Fault => ({
  ...{ code: 'runtime', message, file: null, line: null, column: null },
  ...{ frame: null, scene: null, isSure: true },
});
const SILENT = 'The code does not answer any more, so its preview was ended.';

export function useStage(wanted: Wanted): Stage {
  const { frames, frame, loops } = wanted;
  const [element, setElement] = useState<HTMLIFrameElement | null>(null);
  const [round, setRound] = useState(0);
  const [state, setState] = useState<Stage['state']>('loading');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const [isPlaying, setPlaying] = useState(false);
  const [speed, setSpeed] = useState(1);
  const stage = useRef<StageFrame | null>(null);
  const latest = useRef(wanted);
  /** Frames that the film told last: they come back as the wanted one, a little later. */
  const told = useRef<readonly number[]>([frame]);
  useEffect(() => {
    latest.current = wanted;
  });

  useEffect(() => {
    if (!element) return;
    const stop = new AbortController();
    setState('loading');
    setFaults([]);
    setPlaying(false);
    const fail = (fault: Fault): void => {
      if (stop.signal.aborted) return;
      setFaults([fault]);
      setState('failed');
      setPlaying(false);
    };
    const open = async (): Promise<void> => {
      const { project: film, mediaUrl: urlOf, frames: count } = latest.current;
      try {
        const media = await mediaOf(film.media, urlOf, stop.signal);
        const fps = film.plan.fps;
        const answer = await made.open({ ...film, media, frames: count, fps });
        if (stop.signal.aborted) return;
        setFaults(answer.faults);
        for (let at = -1; answer.ok && at !== latest.current.frame; ) {
          at = latest.current.frame;
          await made.seek(at);
        }
        if (stop.signal.aborted) return;
        setState(answer.ok ? 'ready' : 'failed');
      } catch (error) {
        fail(said(error instanceof Error ? error.message : String(error)));
      }
    };
    const end = (): void => {
      made.pause();
      setPlaying(false);
    };
    let isOpened = false;
    const made = new StageFrame(element, {
      onReady: () => {
        // Once: code that says it again, or another page put in its place, is not handed anything.
        if (!isOpened) void open();
        isOpened = true;
      },
      onDrawn: (answer) => setFaults(answer.faults),
      onFrame: (at, found) => {
        const { frames: count, onFrame } = latest.current;
        if (at < 0 || at >= count) return;
        told.current = [at, ...told.current.slice(0, 3)];
        onFrame(at);
        setFaults(found);
        const isLast = at === count - 1 && !latest.current.loops;
        if (isLast || found.some((fault) => fault.isSure)) end();
      },
      onSilence: () => fail(said(SILENT)),
    });
    stage.current = made;
    return () => {
      stop.abort();
      made.close();
      stage.current = null;
    };
  }, [element]);

  // A frame that was wanted from outside, not told by the film as it plays.
  useEffect(() => {
    if (told.current.includes(frame)) return;
    told.current = [frame];
    setPlaying(false);
    if (state === 'ready') void stage.current?.seek(frame);
  }, [frame, state]);

  const again = useCallback(() => {
    setRound((one) => one + 1);
    setState('loading');
  }, []);
  const play = (): void => {
    if (state !== 'ready') return;
    told.current = [!loops && frame >= frames - 1 ? 0 : frame];
    setPlaying(true);
  };
  // A film that plays goes on in the new way from where it is.
  useEffect(() => {
    if (isPlaying) stage.current?.play(told.current[0] ?? 0, speed, loops);
  }, [isPlaying, speed, loops]);
  const pause = useCallback((): void => {
    stage.current?.pause();
    setPlaying(false);
  }, []);
  return { setElement, round, state, faults, isPlaying, speed, setSpeed, play, pause, again };
}
