/** What was found in a film, around the film itself; what is being written while it is. */
import { memo, type ReactNode, useMemo } from 'react';
import { type Analysis, frameTimes, readAnalysis } from '@/core/motion-analysis';
import { rangeOf } from '@/core/motion-analysis-range';
import { isMedia, singles } from '@/core/values';
import { WrittenBy } from '../agent-notice';
import type { OwnMedia } from '../media/use-own-media';
import { Progress } from '../progress';
import type { Draft } from '../talk';
import type { Agent } from '../use-agent';
import type { ShownDraft } from '../use-shown-draft';
import { ClipPlayer } from './clip-player';
import { FilmTimeline } from './film-timeline';
import { Findings } from './findings';
import { KeyFrames } from './key-frames';
import styles from './motion-result.module.css';
import { PaletteBar } from './palette-bar';
import { PromptCards } from './prompt-cards';
import type { AddPrompt } from './use-add-prompt';
import { useClip } from './use-clip';

type Props = {
  agent: Agent;
  film: OwnMedia;
  draft: ShownDraft;
  add: AddPrompt;
  /** The conversation beside it tells how the work goes. */
  isQuiet?: boolean;
};

export function MotionResult({ agent, film, draft, add, isQuiet = false }: Props): ReactNode {
  const { phase, partial } = agent;
  const { shown, isFollowing } = draft;
  const isRunning = phase === 'running';
  const written = useMemo(() => readAnalysis(partial.value), [partial]);
  const done = useMemo(() => readAnalysis(shown?.json), [shown]);
  // What was begun is worth a look only where nothing is finished.
  const isWriting = isFollowing && written !== null && (isRunning || (phase !== 'done' && !done));
  const analysis = isWriting ? written : done;
  const seconds = film.record?.duration ?? null;
  const end = done && done.end > done.start ? done.end : null;
  const range = rangeOf(seconds ?? end ?? 0, done?.start, end);
  const clip = useClip(seconds, range);
  const { seek, time } = clip.playback;
  const frames = useMemo(() => framesOf(shown, done), [shown, done]);
  const { width, height } = done?.measured ?? {};
  return (
    <div className={styles.result}>
      {film.asset && !film.isMissing ? (
        <div className={styles.film}>
          <ClipPlayer film={film} clip={clip} />
        </div>
      ) : null}
      <div className={styles.found}>
        {isQuiet ? null : (
          <Progress agent={agent} draft={draft} isNew={isFollowing && phase !== 'done'} />
        )}
        <KeyFrames
          frames={frames}
          ratio={width && height ? width / height : 16 / 9}
          time={time}
          onSeek={seek}
        />
        {done?.measured ? (
          <FilmTimeline measured={done.measured} range={range} time={time} onSeek={seek} />
        ) : null}
        {done?.measured ? <Palette palette={done.measured.palette} /> : null}
        {analysis ? (
          <Words
            analysis={analysis}
            isDimmed={isRunning && isFollowing && !isWriting}
            isWriting={isWriting && isRunning}
            onSeek={seek}
            add={add}
          />
        ) : null}
      </div>
    </div>
  );
}

// The film's time changes with every picture: what does not show it is left alone.
const Palette = memo(PaletteBar);
const Words = memo(Said);

type SaidProps = {
  analysis: Analysis;
  isDimmed: boolean;
  isWriting: boolean;
  onSeek: (seconds: number) => void;
  add: AddPrompt;
};

function Said({ analysis, isDimmed, isWriting, onSeek, add }: SaidProps): ReactNode {
  return (
    <div className={styles.said} data-dimmed={isDimmed || undefined} aria-busy={isWriting}>
      {analysis.summary ? <p className={styles.summary}>{analysis.summary}</p> : null}
      <PromptCards
        prompts={analysis.prompts}
        maker={add.maker}
        isWriting={isWriting}
        onAdd={add.add}
      />
      <Findings analysis={analysis} onSeek={onSeek} />
      {isWriting ? null : <WrittenBy model={analysis.writtenBy} />}
    </div>
  );
}

function framesOf(draft: Draft | undefined, analysis: Analysis | null) {
  if (!draft || !analysis) return [];
  const pictures = singles(draft.step.outputs.frames).filter(isMedia);
  const times = frameTimes(draft.json, analysis, pictures.length);
  return pictures.map(({ asset }, place) => ({ asset, at: times[place] ?? 0 }));
}
