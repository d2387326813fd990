/** A film played by its own code, before it is rendered; the code runs in a closed frame. */
import { ChevronLeft, ChevronRight, Expand, Pause, Play, Repeat, RotateCcw } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { spansOf } from '@/core/animation-plan';
import type { AnimationProject } from '@/core/animation-project';
import type { Fault } from '@/core/animation-questions';
import { Button } from '../button';
import { onFilmKey } from '../film-keys';
import { IconButton } from '../icon-button';
import { choosePlaying, usePlayerChoices } from '../player-choices';
import { clock } from '../playing-time';
import { Spinner } from '../spinner';
import styles from './stage-player.module.css';
import { StageRail } from './stage-rail';
import { type Stage, useStage } from './use-stage';

export type StagePlayerProps = {
  /** Of an engine that draws in the browser: `remotion` or `theatre`. */
  project: AnimationProject;
  /** Where the bytes of an asset are. */
  mediaUrl: (asset: string) => string;
  /** The frame on show; follows the film while it plays. */
  frame: number;
  onFrame: (frame: number) => void;
  /** A fault was chosen: its place in the code is wanted. */
  onFault?: (fault: Fault) => void;
  /** What is seen until the first frame is drawn. */
  poster?: ReactNode;
};

const SPEEDS = [1, 0.5, 0.25, 2];

export function StagePlayer(props: StagePlayerProps): ReactNode {
  const { project, mediaUrl, frame, onFrame } = props;
  const frames = Math.max(1, spansOf(project.plan).at(-1)?.[1] ?? 1);
  const box = useRef<HTMLDivElement>(null);
  const { loops, isMuted } = usePlayerChoices();
  const stage = useStage({ project, frames, mediaUrl, frame, onFrame, loops });
  const toggle = (): void => (stage.isPlaying ? stage.pause() : stage.play());
  const step = (by: number): void => seek(frame + by);
  const seek = (wanted: number): void => {
    stage.pause();
    onFrame(Math.min(frames - 1, Math.max(0, wanted)));
  };
  const fill = (): void => void toggleFullScreen(box.current);
  usePauseOutOfSight(box, stage.pause);
  return (
    // biome-ignore lint/a11y/useSemanticElements: a film with its controls is no field set
    <div
      ref={box}
      role="group"
      aria-label={`${project.plan.title || 'Animation'}, preview`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys play and step
      tabIndex={0}
      className={styles.player}
      data-stage={stage.state}
      data-player={stage.isPlaying ? 'playing' : 'paused'}
      onKeyDown={(event) => onFilmKey(event, { toggle }, { step, fill, isMuted, loops })}
    >
      <Picture {...props} stage={stage} onToggle={toggle} />
      <Faults faults={stage.faults} onFault={props.onFault} />
      <Controls
        {...props}
        frames={frames}
        stage={stage}
        onToggle={toggle}
        onSeek={seek}
        onFill={fill}
      />
    </div>
  );
}

type ControlProps = Pick<StagePlayerProps, 'project' | 'frame'> & {
  frames: number;
  stage: Stage;
  onToggle: () => void;
  onSeek: (frame: number) => void;
  onFill: () => void;
};

function Controls(props: ControlProps): ReactNode {
  const { project, frame, frames, stage, onToggle, onSeek, onFill } = props;
  const { loops } = usePlayerChoices();
  const { plan } = project;
  const titles = plan.scenes.map(({ title }) => title);
  return (
    <div className={styles.controls}>
      <IconButton
        side="top"
        label={stage.isPlaying ? 'Pause' : 'Play'}
        keys="space"
        icon={stage.isPlaying ? <Pause /> : <Play />}
        disabled={stage.state !== 'ready'}
        onClick={onToggle}
      />
      <IconButton
        side="top"
        label="One frame back"
        keys=","
        className={styles.step}
        icon={<ChevronLeft />}
        onClick={() => onSeek(frame - 1)}
      />
      <IconButton
        side="top"
        label="One frame on"
        keys="."
        className={styles.step}
        icon={<ChevronRight />}
        onClick={() => onSeek(frame + 1)}
      />
      <StageRail
        frame={frame}
        frames={frames}
        fps={plan.fps}
        scenes={spansOf(plan).map(([begin], at) => ({ begin, title: titles[at] ?? '' }))}
        onSeek={onSeek}
      />
      <span className={styles.time}>
        {clock(frame / plan.fps, true)}
        <span className={styles.frame}>frame {frame + 1}</span>
      </span>
      <Button
        variant="quiet"
        size="small"
        aria-label={`Speed, ${stage.speed}×`}
        onClick={() =>
          stage.setSpeed(SPEEDS[(SPEEDS.indexOf(stage.speed) + 1) % SPEEDS.length] ?? 1)
        }
      >
        {`${stage.speed}×`}
      </Button>
      <IconButton
        side="top"
        label="Over and over"
        keys="l"
        pressed={loops}
        icon={<Repeat />}
        onClick={() => choosePlaying({ loops: !loops })}
      />
      <IconButton side="top" label="Full screen" keys="f" icon={<Expand />} onClick={onFill} />
    </div>
  );
}

type PictureProps = StagePlayerProps & { stage: Stage; onToggle: () => void };

/** The frame takes no clicks or keys itself: what runs in it is not Koda's. */
function Picture({ project, poster, stage, onToggle }: PictureProps): ReactNode {
  const { id, engine, width, height } = project;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the button and the space bar do the same
    // biome-ignore lint/a11y/useKeyWithClickEvents: the player around it has the keys
    <div className={styles.room} style={{ '--ratio': width / height }} onClick={onToggle}>
      <div className={styles.picture}>
        {stage.state === 'failed' ? null : (
          <iframe
            key={`${id} ${stage.round}`}
            ref={stage.setElement}
            className={styles.frameBox}
            src={`/stage/${engine}.html`}
            title="What the code draws"
            sandbox="allow-scripts"
            referrerPolicy="no-referrer"
            tabIndex={-1}
          />
        )}
        {stage.state === 'ready' ? null : <div className={styles.poster}>{poster}</div>}
        {stage.state === 'loading' ? <Spinner label="The preview is made ready" /> : null}
        {stage.state === 'failed' ? (
          <Button icon={<RotateCcw />} onClick={stage.again}>
            Try again
          </Button>
        ) : null}
      </div>
    </div>
  );
}

const MOST_FAULTS = 3;

function Faults({
  faults,
  onFault,
}: {
  faults: readonly Fault[];
  onFault: StagePlayerProps['onFault'];
}): ReactNode {
  if (faults.length === 0) return null;
  return (
    <ul className={styles.faults} role="alert">
      {faults.slice(0, MOST_FAULTS).map((fault) => (
        <li key={`${fault.message} ${fault.line}`}>
          <button type="button" disabled={!onFault} onClick={() => onFault?.(fault)}>
            {fault.file ? (
              <code>
                {fault.file}
                {fault.line === null ? '' : `:${fault.line}`}
              </code>
            ) : null}
            {fault.message}
          </button>
        </li>
      ))}
    </ul>
  );
}

function usePauseOutOfSight(box: { current: Element | null }, pause: () => void): void {
  useEffect(() => {
    const sight = new IntersectionObserver(([entry]) => {
      if (entry && !entry.isIntersecting) pause();
    });
    if (box.current) sight.observe(box.current);
    return () => sight.disconnect();
  }, [box, pause]);
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
